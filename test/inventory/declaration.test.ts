import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DeclarationActor,
  type DeclarationDecision,
  type DeclarationEvent,
  type DeclarationWish,
  decideCorrection,
  decideDeclaration,
  declarationActions,
  declarationStatus,
  declarationStatuses,
  isEditable,
} from '../../src/inventory/declaration.ts';
import type { DeclarationCheck } from '../../src/inventory/declaration-check.ts';
import { must } from './shipped.ts';

const reporter: DeclarationActor = actor('account:lan', { mayDeclare: true });
const approver: DeclarationActor = actor('account:minh', { mayDeclare: true, mayApprove: true });
const viewer: DeclarationActor = actor('account:xem', {});
const fine: DeclarationCheck = { errors: [], warnings: [] };
const wrong: DeclarationCheck['errors'][number] = { fact: 'officials', code: 'declaration-fact-required', params: {} };

function actor(name: string, more: Partial<DeclarationActor>): DeclarationActor {
  return { name, otherNames: [], mayDeclare: false, mayApprove: false, ...more };
}

type Step = readonly [DeclarationWish['action'], DeclarationActor, (string | null)?, DeclarationCheck?];

function wishOf([action, by, note = null, check = fine]: Step, at: number): DeclarationWish {
  return action === 'submit' ? { at, actor: by, note, action, check } : { at, actor: by, note, action };
}

/** What came of each step, those refused by their code, and the events that were left. */
function play(...steps: readonly Step[]): { came: string[]; events: DeclarationEvent[] } {
  const events: DeclarationEvent[] = [];
  const came = steps.map((step, at) => {
    const { event, refusal } = decideDeclaration(events, wishOf(step, at));
    if (event !== null) events.push(event);
    return refusal?.code ?? declarationStatus(events);
  });
  return { came, events };
}

describe('a declaration', () => {
  test('goes from draft to submitted to approved', () => {
    const { came, events } = play(['open', reporter], ['submit', reporter], ['approve', approver, ' đúng ']);
    expect(came).toEqual(['draft', 'submitted', 'approved']);
    expect(events).toEqual([
      { at: 0, actor: 'account:lan', action: 'open', note: null },
      { at: 1, actor: 'account:lan', action: 'submit', note: null },
      { at: 2, actor: 'account:minh', action: 'approve', note: 'đúng' },
    ]);
  });

  test('goes back with a note, and comes again', () => {
    const steps: Step[] = [
      ['open', reporter],
      ['submit', reporter],
      ['return', approver],
      ['return', approver, '  '],
      ['return', approver, 'thiếu số máy tính'],
      ['submit', reporter],
      ['approve', approver],
    ];
    const note = 'declaration-note-required';
    expect(play(...steps).came).toEqual(['draft', 'submitted', note, note, 'returned', 'submitted', 'approved']);
  });

  test('nobody approves what he submitted himself, nor what another name of his did', () => {
    const own: Step[] = [
      ['open', approver],
      ['submit', approver],
    ];
    expect(play(...own, ['approve', approver]).came[2]).toBe('declaration-own-submission');
    const token = actor('token:nightly', { mayDeclare: true });
    const owner = { ...approver, otherNames: ['token:nightly'] };
    expect(play(['open', token], ['submit', token], ['approve', owner]).came[2]).toBe('declaration-own-submission');
    expect(play(...own, ['return', approver, 'nhầm'], ['submit', reporter], ['approve', approver]).came[4]).toBe(
      'approved',
    );
  });

  const unbegun: [Step, string][] = [
    [['submit', reporter], 'declaration-not-open'],
    [['approve', approver], 'declaration-not-open'],
    [['open', viewer], 'declaration-not-declarer'],
  ];
  test.each(unbegun)('that was not begun: %j is refused', (step, code) => {
    expect(play(step).came).toEqual([code]);
  });

  const opened: Step[] = [['open', reporter]];
  const submitted: Step[] = [...opened, ['submit', reporter]];
  const returned: Step[] = [...submitted, ['return', approver, 'x']];
  const approved: Step[] = [...submitted, ['approve', approver]];
  const steps: [Step[], Step, string][] = [
    [opened, ['open', reporter], 'declaration-is-open'],
    [opened, ['approve', approver], 'declaration-is-draft'],
    [opened, ['return', approver, 'x'], 'declaration-is-draft'],
    [opened, ['submit', viewer], 'declaration-not-declarer'],
    [submitted, ['submit', reporter], 'declaration-is-submitted'],
    [submitted, ['approve', reporter], 'declaration-not-approver'],
    [submitted, ['return', reporter, 'x'], 'declaration-not-approver'],
    [submitted, ['return', approver, 'x'.repeat(2_001)], 'declaration-note-too-long'],
    [returned, ['approve', approver], 'declaration-is-returned'],
    [returned, ['return', approver, 'x'], 'declaration-is-returned'],
    [approved, ['submit', reporter], 'declaration-is-approved'],
    [approved, ['return', approver, 'x'], 'declaration-is-approved'],
    [approved, ['approve', approver], 'declaration-is-approved'],
    [approved, ['open', reporter], 'declaration-is-open'],
    [opened, ['submit', reporter, null, { errors: [wrong, wrong], warnings: [] }], 'declaration-has-errors'],
    [
      opened,
      ['submit', reporter, null, { errors: [], warnings: [{ ...wrong, reason: null }] }],
      'declaration-reasons-missing',
    ],
    [opened, ['submit', reporter, null, { errors: [], warnings: [{ ...wrong, reason: 'sáp nhập' }] }], 'submitted'],
  ];
  test.each(steps)('from %j by %j comes %s', (before, step, code) => {
    expect(play(...before, step).came.at(-1)).toBe(code);
  });

  test('can be changed as a draft and when returned only', () => {
    expect(declarationStatuses.filter(isEditable)).toEqual(['draft', 'returned']);
  });
});

describe('a correction', () => {
  const approved = play(['open', reporter], ['submit', reporter], ['approve', approver]).events;
  const refusal = (decision: DeclarationDecision) => decision.refusal?.code ?? null;

  test('of an approved declaration begins its next revision with the reason', () => {
    const { event } = decideCorrection(approved, { at: 9, actor: reporter, note: ' nhầm số ' });
    expect(event).toEqual({ at: 9, actor: 'account:lan', action: 'open', note: 'nhầm số' });
    expect(declarationStatus([must(event)])).toBe('draft');
    expect(declarationStatus(approved)).toBe('approved');
  });

  test('needs an approved revision, a reason and somebody who may', () => {
    const by = (who: DeclarationActor, note: string | null) => ({ at: 9, actor: who, note });
    expect(refusal(decideCorrection(approved.slice(0, 2), by(reporter, 'x')))).toBe('declaration-not-approved');
    expect(refusal(decideCorrection([], by(reporter, 'x')))).toBe('declaration-not-approved');
    expect(refusal(decideCorrection(approved, by(reporter, ' ')))).toBe('declaration-note-required');
    expect(refusal(decideCorrection(approved, by(viewer, 'x')))).toBe('declaration-not-declarer');
    expect(refusal(decideCorrection(approved, by(approver, 'x')))).toBeNull();
  });
});

describe('properties', () => {
  const anyStep = fc.record({
    action: fc.constantFrom(...declarationActions),
    by: fc.constantFrom(reporter, approver, viewer, { ...approver, name: 'account:hoa' }),
    note: fc.constantFrom(null, '', 'lý do'),
    errors: fc.constantFrom<DeclarationCheck['errors']>([], [], [], [wrong]),
  });
  const next: Readonly<Record<string, readonly string[]>> = {
    '': ['open'],
    open: ['submit'],
    submit: ['return', 'approve'],
    return: ['submit'],
    approve: [],
  };

  test('whatever is tried, the events left are a legal history with two people in every approval', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        const { came, events } = play(
          ...steps.map(({ action, by, note, errors }): Step => [action, by, note, { errors, warnings: [] }]),
        );
        expect(came).toHaveLength(steps.length);
        for (const [at, event] of events.entries()) {
          expect(next[events[at - 1]?.action ?? '']).toContain(event.action);
          if (event.action === 'approve') expect(events[at - 1]?.actor).not.toBe(event.actor);
          if (event.action === 'return') expect(event.note).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a refused step leaves no trace, and the status is a function of the events alone', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        const { came, events } = play(
          ...steps.map(({ action, by, note, errors }): Step => [action, by, note, { errors, warnings: [] }]),
        );
        const status = declarationStatus(events);
        expect(declarationStatus(structuredClone(events))).toBe(status);
        expect(declarationStatus(events.map((event) => ({ ...event, at: -event.at, actor: 'x' })))).toBe(status);
        expect(came.filter((one) => !one.startsWith('declaration-')).length).toBe(events.length);
      }),
    );
  });
});
