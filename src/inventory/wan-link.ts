import type { CivilDate } from '../calendar/civil.ts';
import type { InventoryRecord } from './record.ts';
import { numberIn, textIn } from './record-value.ts';

/** Access levels of Circular 06/2026/TT-BKHCN, the most demanding first. */
export const accessLevels = ['I', 'data_center', 'II'] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** A WAN link as its record says; what the record does not say is null. */
export type WanLink = {
  readonly code: string;
  readonly agencyId: number;
  readonly level: AccessLevel;
  readonly medium: string | null;
  /** Physical direction in one spelling, so that "Hướng Bắc" and "hướng bắc" are one. */
  readonly direction: string | null;
  /** The smaller of both directions' capacities; where one is not said, the other. */
  readonly mbps: number | null;
  /** Id of the terminal device. */
  readonly deviceId: number | null;
  readonly interface: string | null;
};

/** The WAN link that a record in being on a day tells of; null when nobody has it, or it is to be connected later. */
export function wanLinkOf({ code, agencyId, values }: InventoryRecord, day: CivilDate): WanLink | null {
  const level = accessLevels.find((one) => one === values.level);
  const connectedOn = textIn(values, 'connected_on');
  if (agencyId === null || level === undefined || (connectedOn !== null && connectedOn > day)) return null;
  const capacities = [numberIn(values, 'down_mbps'), numberIn(values, 'up_mbps')].filter((one) => one !== null);
  return {
    code,
    agencyId,
    level,
    medium: textIn(values, 'medium'),
    direction: textIn(values, 'direction')?.normalize('NFC').trim().toLocaleLowerCase('vi') || null,
    mbps: capacities.length === 0 ? null : Math.min(...capacities),
    deviceId: numberIn(values, 'device'),
    interface: textIn(values, 'interface'),
  };
}
