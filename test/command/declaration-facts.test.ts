import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ConflictError, InvalidError } from '../../src/errors.ts';
import { openDeclarations, sound } from './declaration-desk.ts';
import { fact } from './desk.ts';

const officialsOn = (desk: ReturnType<typeof openDeclarations>, days: readonly string[]) =>
  days.map((day) => desk.factsOn('X1', day).officials ?? null);
const days = ['2024-12-31', '2025-06-01', '2026-01-01', '2026-12-31', '2027-06-01'];

describe('approved figures', () => {
  test('hold from the first day of their period until the next one that is approved', () => {
    const desk = openDeclarations();
    desk.declare('X1', { ...sound, officials: 10 }, '2025');
    expect(officialsOn(desk, days)).toEqual([null, 10, 10, 10, 10]);
    desk.declare('X1', { ...sound, officials: 12 }, '2026');
    expect(officialsOn(desk, days)).toEqual([null, 10, 12, 12, 12]);
  });

  test('of a year that is approved late do not reach into a later one', () => {
    const desk = openDeclarations();
    desk.declare('X1', { ...sound, officials: 12 }, '2026');
    desk.declare('X1', { ...sound, officials: 10, offices: 7 }, '2025');
    expect(officialsOn(desk, days)).toEqual([null, 10, 12, 12, 12]);
    expect([desk.factsOn('X1', '2025-06-01').offices, desk.factsOn('X1', '2026-06-01').offices]).toEqual([
      7,
      undefined,
    ]);
  });

  test('that the next declaration leaves out end with their period', () => {
    const desk = openDeclarations();
    desk.declare('X1', { ...sound, offices: 7 }, '2025');
    desk.declare('X1', sound, '2026');
    expect(desk.factsOn('X1', '2025-06-01').offices).toBe(7);
    expect(desk.factsOn('X1', '2026-06-01')).toEqual(sound);
  });

  test('leave what others say alone, and what was believed before stays readable', () => {
    const desk = openDeclarations();
    desk.import({ facts: [fact('X1', 'servers', 2)] }, { source: 'import:cũ' });
    const before = desk.store.read.commits.lastSeq();
    desk.declare('X1', sound);
    expect(desk.factsOn('X1', '2026-06-01')).toEqual({ ...sound, servers: 2 });
    expect(desk.factsOn('X1', '2026-06-01', before)).toEqual({ servers: 2 });
  });
});

describe('a correction', () => {
  test('is a revision of its own that begins with what was approved, and counts once it is approved', () => {
    const desk = openDeclarations();
    const first = desk.declare('X1', { ...sound, offices: 7 });
    expect(desk.refused(() => desk.open('X1'))).toBeInstanceOf(InvalidError);
    const second = desk.open('X1', '2026', 'commune_year', 'đếm lại máy');
    expect(desk.at(second)).toMatchObject({ revision: 2, status: 'draft' });
    expect(desk.store.read.declarations.figures(wholeTree, second)).toEqual(
      desk.store.read.declarations.figures(wholeTree, first),
    );
    desk.save(second, { workstations: 17, offices: null });
    desk.submit(second);
    expect(desk.factsOn('X1', '2026-06-01').workstations).toBe(18);
    const seq = desk.store.read.commits.lastSeq();
    const { tally } = desk.approve(second);
    expect(tally.facts).toEqual({ added: 0, changed: 2, same: 0 });
    expect(desk.factsOn('X1', '2026-06-01')).toEqual({ ...sound, workstations: 17 });
    expect(desk.factsOn('X1', '2026-06-01', seq)).toEqual({ ...sound, offices: 7 });
    expect(desk.at(first)?.status).toBe('approved');
    expect(
      desk.store.read.declarations
        .revisions(wholeTree, { agencyId: 1, form: 'commune_year', periodFrom: '2026-01-01' })
        .map(({ id }) => id),
    ).toEqual([first, second]);
  });

  test('of an earlier year changes that year alone', () => {
    const desk = openDeclarations();
    desk.declare('X1', { ...sound, officials: 10 }, '2025');
    desk.declare('X1', { ...sound, officials: 12 }, '2026');
    const again = desk.open('X1', '2025', 'commune_year', 'nhầm số');
    desk.save(again, { officials: 11 });
    desk.submit(again);
    desk.approve(again);
    expect(officialsOn(desk, days)).toEqual([null, 11, 12, 12, 12]);
  });

  test('is begun once, and the year after is compared with it when it is approved', () => {
    const desk = openDeclarations();
    desk.declare('X1', { ...sound, workstations: 10 }, '2025');
    const again = desk.open('X1', '2025', 'commune_year', 'nhầm số');
    expect(desk.refused(() => desk.open('X1', '2025', 'commune_year', 'lần nữa'))).toBeInstanceOf(ConflictError);
    desk.save(again, { workstations: 18 });
    desk.submit(again);
    const next = desk.open('X1', '2026');
    desk.save(next, sound);
    expect(desk.refused(() => desk.submit(next)).problems).toMatchObject([{ path: '/reasons/workstations' }]);
    desk.approve(again);
    desk.submit(next);
    expect(desk.at(next)?.status).toBe('submitted');
  });
});
