import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleError } from '../../src/errors.ts';
import { approver, openDeclarations, reporter, smallForms, sound } from './declaration-desk.ts';

describe('a declaration', () => {
  test('goes from draft to submitted, back with a note, to submitted and approved, and its figures are facts then', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    expect(desk.at(id)).toMatchObject({ agency: 'X1', periodFrom: '2026-01-01', periodTo: '2027-01-01', revision: 1 });
    desk.save(id, { ...sound, workstations: 9 });
    desk.submit(id);
    expect(desk.factsOn('X1', '2026-06-01')).toEqual({});
    expect(desk.refused(() => desk.giveBack(id, '  ')).problems).toMatchObject([{ path: '/note' }]);
    desk.giveBack(id, 'thiếu máy của phòng một cửa');
    expect(desk.at(id)?.status).toBe('returned');
    desk.save(id, { workstations: 18 });
    desk.submit(id);
    desk.approve(id);
    expect(desk.at(id)?.status).toBe('approved');
    expect(desk.factsOn('X1', '2026-06-01')).toEqual(sound);
    const known = desk.store.read.facts.historyOf(wholeTree, desk.at(id)?.agencyId ?? 0);
    expect(known.map(({ kind, source, evidence }) => ({ kind, source, evidence }))).toEqual(
      Array.from({ length: 3 }, () => ({
        kind: 'declared',
        source: 'declaration:commune_year',
        evidence: { of: 'declaration', declarationId: id, revision: 1 },
      })),
    );
    const events = desk.store.read.declarations.events(wholeTree, id);
    expect(events.map(({ actor, action, note }) => [actor, action, note])).toEqual([
      ['account:hoa', 'open', null],
      ['account:hoa', 'submit', null],
      ['account:lan', 'return', 'thiếu máy của phòng một cửa'],
      ['account:hoa', 'submit', null],
      ['account:lan', 'approve', null],
    ]);
  });

  test('stands as its events say, whatever became of it', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    const both = () => [desk.at(id)?.status, desk.store.read.declarations.events(wholeTree, id).at(-1)?.action];
    expect(both()).toEqual(['draft', 'open']);
    desk.save(id, sound);
    desk.submit(id);
    expect(both()).toEqual(['submitted', 'submit']);
    desk.giveBack(id, 'xem lại');
    expect(both()).toEqual(['returned', 'return']);
    desk.submit(id);
    desk.approve(id);
    expect(both()).toEqual(['approved', 'approve']);
  });

  test('is not approved by who submitted it, be it with a token of the same account', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, sound);
    desk.submit(id, approver);
    expect(desk.refused(() => desk.approve(id, approver))).toBeInstanceOf(ForbiddenError);
    const token = { hash: 'h', name: 'n', role: 'approver', agency: null, expiresAt: null, cidrs: [] } as const;
    desk.runAs(approver, { kind: 'token.create', prefix: 'abcdefgh', ...token });
    const own = { kind: 'token', name: 'abcdefgh' } as const;
    expect(desk.refused(() => desk.approve(id, own))).toBeInstanceOf(ForbiddenError);
    desk.giveBack(id, 'nộp lại');
    desk.submit(id, own);
    expect(desk.refused(() => desk.approve(id, approver))).toBeInstanceOf(ForbiddenError);
    desk.approve(id, reporter);
    expect(desk.at(id)?.status).toBe('approved');
  });

  test('takes no step twice and none out of turn', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    expect(desk.refused(() => desk.open('X1'))).toBeInstanceOf(ConflictError);
    expect(desk.refused(() => desk.approve(id))).toBeInstanceOf(ConflictError);
    desk.save(id, sound);
    desk.submit(id);
    for (const work of [() => desk.submit(id), () => desk.save(id, { officials: 1 }), () => desk.open('X1')]) {
      expect(desk.refused(work)).toBeInstanceOf(ConflictError);
    }
    desk.approve(id);
    expect(desk.refused(() => desk.approve(id))).toBeInstanceOf(ConflictError);
    expect(desk.refused(() => desk.save(id, { officials: 1 }))).toBeInstanceOf(ConflictError);
    expect(desk.factsOn('X1', '2026-06-01')).toEqual(sound);
  });

  test('is found by nobody who may not act on its agency', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    const others = [desk.store.read.agencies.idOf(wholeTree, 'X2') ?? 0];
    const step = { id, ifMatch: null, note: 'n' };
    for (const command of [
      { kind: 'declaration.save', id, ifMatch: null, figures: {}, reasons: {} },
      { kind: 'declaration.submit', ...step },
      { kind: 'declaration.approve', ...step },
      { kind: 'declaration.return', ...step },
      { kind: 'declaration.attach', id, name: 'a.pdf', content: new Uint8Array([1]) },
      { kind: 'declaration.detach', id, hash: 'x' },
      { kind: 'declaration.open', agency: 'X1', form: 'commune_year', period: '2025', note: null },
    ] as const) {
      expect([command.kind, desk.refused(() => desk.run(command, approver, others))]).toEqual([
        command.kind,
        expect.any(NotFoundError),
      ]);
    }
    for (const command of [
      { kind: 'declaration.remind', day: '2026-12-16' },
      { kind: 'catalogue.keep', catalogue: 'facts', hash: 'x', content: '' },
    ] as const) {
      expect(desk.refused(() => desk.run(command, approver, others))).toBeInstanceOf(ForbiddenError);
    }
  });

  test('leaves every step in the audit, and no figure and no note', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, { ...sound, officials: 98_765 }, { officials: 'canary-reason' });
    desk.save(id, { officials: 98_765 });
    desk.giveBackAfterSubmit(id, 'canary-note');
    desk.submit(id);
    desk.approve(id);
    const rows = desk.audits();
    expect(rows.map((row) => row.action)).toEqual(['open', 'change', 'submit', 'return', 'submit', 'approve']);
    expect(JSON.stringify(rows)).not.toMatch(/98765|canary/);
  });
});

describe('beginning', () => {
  test.each([
    ['an unknown form', 'X1', '2026', 'nope', '/form'],
    ['a form of another block', 'D1', '2026', 'commune_year', '/form'],
    ['a period of another kind', 'X1', '2026-05', 'commune_year', '/period'],
    ['a period that has not begun', 'X1', '2027', 'commune_year', '/period'],
    ['a year of long ago', 'X1', '1026', 'commune_year', '/period'],
    ['an agency that was not there then', 'X1', '2019', 'commune_year', '/agency'],
  ])('%s is refused at its place', (_, agency, period, form, path) => {
    const desk = openDeclarations();
    const refusal = desk.refused(() => desk.open(agency, period, form));
    expect([refusal, refusal.problems[0]?.path]).toEqual([expect.any(InvalidError), path]);
    expect(desk.rows('declaration')).toEqual([]);
  });

  test('of what is under way names it', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    expect(desk.refused(() => desk.open('X1')).problems[0]?.message).toContain(String(id));
  });
});

describe('a draft', () => {
  test('keeps half-done work, lays changes over it, and clears with null', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, { officials: 'hai mươi', workstations: 18 }, { workstations: ' đã kiểm đếm ' });
    expect(desk.save(id, { workstations: 18 }).tally.declarations).toEqual({ added: 0, changed: 0, same: 1 });
    desk.save(id, { officials: 20, workstations: null, offices: 3 });
    expect([...desk.store.read.declarations.figures(wholeTree, id)]).toEqual([
      ['offices', { value: 3, reason: null }],
      ['officials', { value: 20, reason: null }],
    ]);
    desk.save(id, {}, { offices: 'tách phòng' });
    expect(desk.store.read.declarations.figures(wholeTree, id).get('offices')).toEqual({
      value: 3,
      reason: 'tách phòng',
    });
  });

  test('takes no fact that is not on its form, no endless text, and tells all of it at once', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    const refusal = desk.refused(() =>
      desk.save(
        id,
        { officials: 20, servers: 3, internet_bandwidth_mbps: 'x'.repeat(501) },
        { workstations: 'chưa có số', officials: 'y'.repeat(2_001) },
      ),
    );
    expect(refusal.problems.map((one) => one.path).toSorted()).toEqual([
      '/figures/internet_bandwidth_mbps',
      '/figures/servers',
      '/reasons/officials',
      '/reasons/workstations',
    ]);
    expect(desk.rows('declaration_value')).toEqual([]);
  });

  test('changed by somebody else meanwhile is not written over', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    const seen = desk.at(id)?.changedAt ?? 0;
    desk.save(id, { officials: 20 }, {}, seen);
    expect(desk.refused(() => desk.save(id, { officials: 21 }, {}, seen))).toBeInstanceOf(StaleError);
    desk.save(id, { officials: 22 }, {}, desk.at(id)?.changedAt);
    expect(desk.store.read.declarations.figures(wholeTree, id).get('officials')?.value).toBe(22);
  });
});

describe('submitting', () => {
  test('is kept back by every error at once, each at its figure', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, { officials: 0, workstations: 5, has_lan: 'có' });
    const refusal = desk.refused(() => desk.submit(id));
    expect(refusal).toBeInstanceOf(InvalidError);
    expect(refusal.problems.map(({ path }) => path)).toEqual([
      '/figures/has_lan',
      '/figures/workstations',
      '/reasons/workstations',
    ]);
    expect(desk.at(id)?.status).toBe('draft');
  });

  test('asks why a figure jumped against the year before, and takes the reason', () => {
    const desk = openDeclarations();
    desk.declare('X1', sound, '2025');
    const id = desk.open('X1');
    desk.save(id, { ...sound, workstations: 30 });
    expect(desk.refused(() => desk.submit(id)).problems).toMatchObject([{ path: '/reasons/workstations' }]);
    desk.save(id, {}, { workstations: 'mua mới 12 máy' });
    desk.submit(id);
    expect(desk.store.read.declarations.submitted(wholeTree, id)?.figures.workstations).toEqual({
      value: 30,
      reason: 'mua mới 12 máy',
    });
  });

  test('asks why a figure is far from its block, once enough of the block handed in', () => {
    const desk = openDeclarations();
    const lone = desk.open('X7');
    desk.save(lone, { ...sound, officials: 400 });
    for (const code of ['X1', 'X2', 'X3', 'X4']) desk.declare(code, sound);
    desk.submit(lone);
    desk.giveBack(lone, 'chờ các xã khác');
    desk.declare('X5', sound);
    expect(desk.refused(() => desk.submit(lone)).problems).toMatchObject([{ path: '/reasons/officials' }]);
  });

  test('keeps what was said and the catalogues it was checked by', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, { ...sound, offices: -0 });
    desk.submit(id);
    const content = desk.store.read.declarations.submitted(wholeTree, id);
    expect(content).toMatchObject({ block: 'commune', figures: { offices: { value: 0 } }, attachments: [] });
    expect(Object.is(content?.figures.offices?.value, 0)).toBe(true);
    for (const hash of Object.values(content?.catalogues ?? {})) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('on a form that is configured no more is refused, and what was declared can still be read', () => {
    const desk = openDeclarations();
    const id = desk.open('X1');
    desk.save(id, sound);
    desk.useForms(smallForms.replaceAll('commune_year', 'other_year'));
    expect(desk.refused(() => desk.submit(id))).toMatchObject({ code: 'conflict' });
    expect(desk.store.read.declarations.figures(wholeTree, id).size).toBe(3);
  });
});
