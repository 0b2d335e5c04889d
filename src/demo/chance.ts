import { createHash } from 'node:crypto';

/** A number in [0, 1) that looks like chance and is the same for the same text in every run. */
export function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}

/** A whole number of [from, to] chosen by {@link chance}. */
export function chanceBetween(text: string, from: number, to: number): number {
  return from + Math.floor(chance(text) * (to - from + 1));
}
