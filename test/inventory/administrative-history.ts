import fc from 'fast-check';
import type { AdministrativeChange, ShareBasis } from '../../src/inventory/administrative-change.ts';
import type { AdministrativeUnit } from '../../src/inventory/administrative-unit.ts';

/** An invented country: every unit and every change of a random history, whole decisions at a time. */
export type History = {
  readonly units: readonly AdministrativeUnit[];
  readonly changes: readonly AdministrativeChange[];
};

/** The day before anything changes. */
const BEGINNING = '2000-01-01';

/** The dates on which a history changes, in order. */
export const changeDays = ['2005-03-01', '2010-01-01', '2015-07-01', '2025-07-01'] as const;

/** Dates to look at: before, between, on and after the changes. */
export const lookDays = [BEGINNING, '2005-02-28', '2005-03-01', '2012-06-30', '2015-07-01', '2025-06-30', '2026-01-01'];

/** One thing that happens to units chosen by number. */
export type Step = {
  readonly day: number;
  readonly kind: 'merge' | 'split' | 'rename' | 'move';
  readonly picks: readonly number[];
  /** Thousandths of the parts of a split. */
  readonly cuts: readonly number[];
  readonly stated: boolean;
};

/** Random steps; `gaps` lets some splits state no share. */
export function anySteps(gaps: boolean, kinds: readonly Step['kind'][] = ['merge', 'split', 'rename', 'move']) {
  return fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: changeDays.length - 1 }),
      kind: fc.constantFrom(...kinds),
      picks: fc.array(fc.nat(50), { minLength: 2, maxLength: 4 }),
      cuts: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3 }),
      stated: gaps ? fc.boolean() : fc.constant(true),
    }),
    { maxLength: 14 },
  );
}

/** The units and changes that the steps up to (not including) change day `days` make; steps that cannot be are left out. */
export function tellHistory(
  steps: readonly Step[],
  days: number = changeDays.length,
  basis: ShareBasis = 'population',
): History {
  const closed: AdministrativeUnit[] = [];
  const open = new Map<string, AdministrativeUnit>();
  const changes: AdministrativeChange[] = [];
  let fresh = 0;
  const begin = (unit: AdministrativeUnit): void => void open.set(unit.code, unit);
  const commune = (parent: string, on: string): AdministrativeUnit => {
    fresh += 1;
    const code = String(fresh * 3).padStart(5, '0');
    return { code, name: `Xã Bịa ${fresh}`, level: 'commune', type: 'commune', parent, validFrom: on, validTo: null };
  };
  for (const code of ['01', '02', '10']) {
    begin({
      code,
      name: `Tỉnh Bịa ${code}`,
      level: 'province',
      type: 'province',
      parent: null,
      validFrom: BEGINNING,
      validTo: null,
    });
    for (let at = 0; at < 4; at += 1) begin(commune(code, BEGINNING));
  }
  for (const [day, on] of changeDays.slice(0, days).entries()) {
    const touched = new Set<string>();
    const end = (code: string): AdministrativeUnit | undefined => {
      const unit = open.get(code);
      if (unit === undefined) return undefined;
      open.delete(code);
      closed.push({ ...unit, validTo: on });
      return unit;
    };
    const again = (unit: AdministrativeUnit | undefined, change: Partial<AdministrativeUnit>): void => {
      if (unit !== undefined) begin({ ...unit, ...change, validFrom: on, validTo: null });
    };
    for (const [number, step] of steps.entries()) {
      if (step.day !== day) continue;
      const event = `${on}/${number}`;
      const communes = [...open.values()].filter((unit) => unit.level === 'commune' && unit.validFrom < on);
      const free = communes.map((unit) => unit.code).filter((code) => !touched.has(code));
      const picked = [...new Set(step.picks.map((pick) => free[pick % Math.max(1, free.length)] ?? ''))].filter(
        Boolean,
      );
      const [first, second] = picked;
      if (first === undefined) continue;
      const row = (from: string, to: string, value: number | null = null): void => {
        const share = value === null ? null : { basis, value };
        changes.push({ event, from, to, on, kind: step.kind, share });
      };
      if (step.kind === 'merge' && second !== undefined) {
        const seat = end(first);
        for (const other of picked.slice(1)) end(other);
        for (const code of picked) row(code, first);
        again(seat, { name: `Phường Gộp ${event}`, type: 'ward' });
        for (const code of picked) touched.add(code);
      } else if (step.kind === 'rename') {
        again(end(first), { name: `Xã Mới ${event}` });
        row(first, first);
        touched.add(first);
      } else if (step.kind === 'move') {
        again(end(first), { parent: ['01', '02', '10'][number % 3] ?? '01' });
        row(first, first);
        touched.add(first);
      } else if (step.kind === 'split') {
        const part = commune(open.get(first)?.parent ?? '01', on);
        begin(part);
        const targets = [first, part.code, ...(second === undefined ? [] : [second])];
        const [cut = 0, other = 0] = step.cuts;
        const [low, high] = targets.length === 3 ? [Math.min(cut, other), Math.max(cut, other)] : [cut, 1000];
        const values = [low, high - low, 1000 - high].slice(0, targets.length).map((each) => each / 1000);
        for (const [at, to] of targets.entries()) row(first, to, step.stated ? (values[at] ?? 0) : null);
        for (const code of targets) touched.add(code);
      }
    }
  }
  return { units: [...closed, ...open.values()], changes };
}

/** The codes of the communes in being on a date. */
export function communesOn({ units }: History, date: string): string[] {
  return units
    .filter(
      (unit) => unit.level === 'commune' && unit.validFrom <= date && (unit.validTo === null || date < unit.validTo),
    )
    .map((unit) => unit.code)
    .sort();
}
