import type { FactValue } from './fact.ts';
import type { FactDefinition, FactType } from './fact-definition.ts';
import { naming } from './fact-rules.ts';

/** How a figure changed so much that somebody has to say why. */
export type Jump = {
  readonly fact: string;
  readonly code:
    | 'declaration-rise'
    | 'declaration-fall'
    | 'declaration-from-zero'
    | 'declaration-to-zero'
    | 'declaration-flag-lost';
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * The jump of a figure against the year before, if it is one: a change by more than `share` of what it was, upwards or
 * downwards; from 0 or to 0 always; a flag only where what was there is there no more. Nothing before, nothing to compare.
 */
export function compareWithYearEarlier(
  fact: FactDefinition,
  before: FactValue | undefined,
  now: FactValue,
  share: number | null,
): Jump[] {
  if (share === null || before === undefined || before === now) return [];
  const jump = (code: Jump['code'], more: Jump['params'] = {}): Jump[] => [
    { fact: fact.key, code, params: { ...naming('fact', fact), before: String(before), now: String(now), ...more } },
  ];
  if (before === true && now === false) return jump('declaration-flag-lost');
  if (typeof before !== 'number' || typeof now !== 'number' || !compared.includes(fact.type)) return [];
  if (before === 0) return jump('declaration-from-zero');
  if (now === 0) return jump('declaration-to-zero');
  const change = (now - before) / Math.abs(before);
  if (Math.abs(change) <= share + HAIR) return [];
  const percent = Math.round(Math.abs(change) * 100);
  return jump(change > 0 ? 'declaration-rise' : 'declaration-fall', { percent });
}

/** Types whose change in proportion says something: not ranks, not dates. */
const compared: readonly FactType[] = ['count', 'number', 'ratio', 'money'];

// 0.13 is 30 % more than 0.1 and not a hair more than that, whatever binary fractions say.
const HAIR = 1e-9;
