/**
 * Where in its poll interval a device has its turn, whole ms in 0..intervalMs: the same for ever, and spread evenly.
 * Ids are multiplied by 2^32 over the golden ratio, which lays runs of ids nearly equidistant round the interval.
 */
export function offsetMs(deviceId: number, intervalMs: number): number {
  const turn = Math.imul(deviceId, 0x9e3779b9) >>> 0;
  return Math.floor((turn / 2 ** 32) * intervalMs);
}

/** The device's first turn later than `monotonicMs`, on the same monotonic clock; `intervalMs` is whole. */
export function nextDueMs(deviceId: number, intervalMs: number, monotonicMs: number): number {
  const offset = offsetMs(deviceId, intervalMs);
  return (Math.floor((Math.floor(monotonicMs) - offset) / intervalMs) + 1) * intervalMs + offset;
}

/** Whether a turn falls into (fromMs, toMs]: a ticker that looks late polls once, not once per turn it missed. */
export function dueBetween(deviceId: number, intervalMs: number, fromMs: number, toMs: number): boolean {
  return nextDueMs(deviceId, intervalMs, fromMs) <= toMs;
}
