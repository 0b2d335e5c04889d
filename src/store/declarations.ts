import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import { type Block, blocks } from '../inventory/agency.ts';
import {
  type DeclarationEvent,
  type DeclarationStatus,
  declarationActions,
  declarationStatuses,
} from '../inventory/declaration.ts';
import type { DeclarationRecord } from '../inventory/declaration-standing.ts';
import type { FactValue } from '../inventory/fact.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { peersIn } from './declaration-peers.ts';
import { scopeJson } from './scope-filter.ts';

/** What an agency declares on a form for a period; a correction of an approved one is a revision of its own. */
export type Declaration = {
  readonly id: number;
  readonly agencyId: number;
  /** Code of the agency. */
  readonly agency: string;
  readonly form: string;
  readonly periodFrom: CivilDate;
  readonly periodTo: CivilDate;
  readonly revision: number;
  readonly status: DeclarationStatus;
  /** Epoch ms, later at every change: the version that a caller must have seen. */
  readonly changedAt: number;
};

/** What is declared once: by whom, on which form, for which period. */
export type DeclarationKey = Pick<Declaration, 'agencyId' | 'form' | 'periodFrom'>;

/** A figure of a draft as it came, and why it differs. */
export type DraftFigure = { readonly value: FactValue; readonly reason: string | null };

/** What was submitted, and the catalogues (by hash) that it was checked by. */
export type SubmittedContent = {
  readonly block: Block;
  readonly figures: Readonly<Record<string, DraftFigure>>;
  readonly attachments: readonly { readonly hash: string; readonly name: string }[];
  readonly catalogues: { readonly facts: string; readonly forms: string };
};

/** What narrows a list of declarations; the newest come first, those with ids below `before` only. */
export type DeclarationFilter = {
  readonly form?: string | undefined;
  readonly periodFrom?: CivilDate | undefined;
  readonly agencyId?: number | undefined;
  readonly status?: DeclarationStatus | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

const valueSchema = z.union([z.number(), z.boolean(), z.string()]);
const rowSchema = z.object({
  id: z.number(),
  agencyId: z.number(),
  agency: z.string(),
  form: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  revision: z.number(),
  status: z.enum(declarationStatuses),
  changedAt: z.number(),
});
const rowsSchema = z.array(rowSchema);
const jsonText = z.string().transform((text): unknown => JSON.parse(text));
const figureSchema = z.object({ value: valueSchema, reason: z.string().nullable() });
const figuresSchema = z.array(
  z.object({ fact: z.string(), value: jsonText.pipe(valueSchema), reason: z.string().nullable() }),
);
const eventSchema = z.object({
  at: z.number(),
  actor: z.string(),
  action: z.enum(declarationActions),
  note: z.string().nullable(),
});
const eventsSchema = z.array(eventSchema);
const contentSchema = jsonText.pipe(
  z.object({
    block: z.enum(blocks),
    figures: z.record(z.string(), figureSchema),
    attachments: z.array(z.object({ hash: z.string(), name: z.string() })),
    catalogues: z.object({ facts: z.string(), forms: z.string() }),
  }),
);
const foundContent = z.object({ content: contentSchema }).optional();
const standingSchema = z.array(eventSchema.extend({ id: z.number(), agencyId: z.number(), revision: z.number() }));
const columns = `d.id, d.agency_id as agencyId, a.code as agency, d.form, d.period_from as periodFrom,
  d.period_to as periodTo, d.revision, d.status, d.changed_at as changedAt`;
const rowsSql = `select ${columns} from declaration d join agency a on a.id = d.agency_id`;
const within = '(:scope is null or d.agency_id in (select value from json_each(:scope)))';
const keyed = 'd.agency_id = :agencyId and d.form = :form and d.period_from = :periodFrom';
// What the last submission of a declaration said.
const lastSubmitted = `join declaration_event e on e.id =
  (select max(id) from declaration_event where declaration_id = d.id and action = 'submit')`;

/** Declarations with their figures and events, within what the caller may see. */
export function declarationReads(db: Db) {
  const byId = db.sqlite.prepare(`${rowsSql} where d.id = :id and ${within}`);
  const revisions = db.sqlite.prepare(`${rowsSql} where ${keyed} and ${within} order by d.revision`);
  const figures = db.sqlite.prepare(`select v.fact, v.value, v.reason from declaration_value v
    join declaration d on d.id = v.declaration_id where d.id = :id and ${within} order by v.fact`);
  const events = db.sqlite.prepare(`select e.at, e.actor, e.action, e.note from declaration_event e
    join declaration d on d.id = e.declaration_id where d.id = :id and ${within} order by e.id`);
  const submitted = db.sqlite.prepare(
    `select e.content from declaration d ${lastSubmitted} where d.id = :id and ${within}`,
  );
  const approved = db.sqlite.prepare(`select e.content from declaration d ${lastSubmitted}
    where ${keyed} and d.status = 'approved' and ${within} order by d.revision desc limit 1`);
  const records = db.sqlite.prepare(`select d.id, d.agency_id as agencyId, d.revision, e.at, e.actor, e.action, e.note
    from declaration d join declaration_event e on e.declaration_id = d.id
    where d.form = :form and d.period_from = :periodFrom and ${within} order by d.agency_id, d.revision, e.id`);
  const agenciesOf = db.sqlite
    .prepare(`select distinct d.agency_id from declaration d
    where d.form = :form and d.period_from = :periodFrom and ${within}`)
    .pluck();
  return {
    byId(scope: Scope, id: number): Declaration | null {
      return rowSchema.optional().parse(byId.get({ id, scope: scopeJson(scope) })) ?? null;
    },
    /** Every revision of one thing declared, the first one first. */
    revisions(scope: Scope, key: DeclarationKey): Declaration[] {
      return rowsSchema.parse(revisions.all({ ...keyOf(key), scope: scopeJson(scope) }));
    },
    /** Newest first. */
    list(scope: Scope, filter: DeclarationFilter): Declaration[] {
      const { limit, ...given } = filter;
      const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const asked = conditions.filter(([name]) => Object.hasOwn(named, name)).map(([, condition]) => condition);
      const where = [within, ...asked].join(' and ');
      const found = db.sqlite.prepare(`${rowsSql} where ${where} order by d.id desc limit :limit`);
      return rowsSchema.parse(found.all({ ...named, limit, scope: scopeJson(scope) }));
    },
    /** The figures of a draft by fact, or those that were submitted and cannot be changed any more. */
    figures(scope: Scope, id: number): ReadonlyMap<string, DraftFigure> {
      const rows = figuresSchema.parse(figures.all({ id, scope: scopeJson(scope) }));
      return new Map(rows.map(({ fact, value, reason }) => [fact, { value, reason }]));
    },
    /** Who did what with a declaration, in order. */
    events(scope: Scope, id: number): DeclarationEvent[] {
      return eventsSchema.parse(events.all({ id, scope: scopeJson(scope) }));
    },
    /** What was submitted last of a declaration; null before that. */
    submitted(scope: Scope, id: number): SubmittedContent | null {
      return foundContent.parse(submitted.get({ id, scope: scopeJson(scope) }))?.content ?? null;
    },
    /** The approved figures of one thing declared: those of its newest approved revision. */
    approved(scope: Scope, key: DeclarationKey): SubmittedContent | null {
      return foundContent.parse(approved.get({ ...keyOf(key), scope: scopeJson(scope) }))?.content ?? null;
    },
    /** Every revision on a form for a period with its events: what progress and reminders are told from. */
    records(scope: Scope, form: string, periodFrom: CivilDate): DeclarationRecord[] {
      const rows = standingSchema.parse(records.all({ form, periodFrom, scope: scopeJson(scope) }));
      return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((own) => {
        const [first] = own;
        if (first === undefined) return [];
        const { agencyId, revision } = first;
        const told = own.map(({ at, actor, action, note }) => ({ at, actor, action, note }));
        return [{ agencyId, form, periodFrom, revision, events: told }];
      });
    },
    /** Ids of the agencies that began a declaration on a form for a period. */
    agenciesOf(scope: Scope, form: string, periodFrom: CivilDate): number[] {
      return z.array(z.number()).parse(agenciesOf.all({ form, periodFrom, scope: scopeJson(scope) }));
    },
    /** Middle and spread of what a block handed in on a form for a period. */
    peers: peersIn(db),
  };
}

/** Changes to declarations: events are only added, figures are those of the draft. */
export function declarationWrites(db: Db) {
  const add = db.sqlite
    .prepare(`insert into declaration (agency_id, form, period_from, period_to, revision, status, changed_at)
    values (:agencyId, :form, :periodFrom, :periodTo, :revision, 'draft', :changedAt) returning id`)
    .pluck();
  const addEvent =
    db.sqlite.prepare(`insert into declaration_event (declaration_id, at, actor, action, note, content, seq)
    values (:id, :at, :actor, :action, :note, :content, :seq)`);
  const setStatus = db.sqlite.prepare('update declaration set status = :status where id = :id');
  const touch = db.sqlite.prepare('update declaration set changed_at = max(changed_at + 1, :at) where id = :id');
  const putFigure = db.sqlite.prepare(`insert into declaration_value (declaration_id, fact, value, reason)
    values (:id, :fact, :value, :reason)
    on conflict (declaration_id, fact) do update set value = excluded.value, reason = excluded.reason`);
  const dropFigure = db.sqlite.prepare('delete from declaration_value where declaration_id = ? and fact = ?');
  const nextFrom = db.sqlite
    .prepare(`select min(period_from) from declaration d where agency_id = :agencyId and form = :form
    and period_from > :periodFrom and status = 'approved'`)
    .pluck();
  return {
    create(values: Omit<Declaration, 'id' | 'agency' | 'status'>): number {
      return z.number().parse(add.get(values));
    },
    /** Adds what somebody did, and what the declaration stands as from then on; `content` of a submission only. */
    addEvent(
      commit: Commit,
      id: number,
      event: DeclarationEvent,
      status: DeclarationStatus,
      content: SubmittedContent | null = null,
    ): void {
      const text = content === null ? null : JSON.stringify(content);
      addEvent.run({ id, ...event, content: text, seq: commit.seq() });
      setStatus.run({ id, status });
      touch.run({ id, at: event.at });
    },
    /** Makes the version of a draft another one. */
    touch(id: number, at: number): void {
      touch.run({ id, at });
    },
    putFigure(id: number, fact: string, { value, reason }: DraftFigure): void {
      putFigure.run({ id, fact, value: JSON.stringify(value), reason });
    },
    dropFigure(id: number, fact: string): void {
      dropFigure.run(id, fact);
    },
    /** First day of the next period for which the agency has an approved declaration on the form; null when there is none. */
    nextApprovedFrom(key: DeclarationKey): CivilDate | null {
      return z
        .string()
        .nullable()
        .parse(nextFrom.get(keyOf(key)));
    },
  };
}

const conditions = [
  ['form', 'd.form = :form'],
  ['periodFrom', 'd.period_from = :periodFrom'],
  ['agencyId', 'd.agency_id = :agencyId'],
  ['status', 'd.status = :status'],
  ['before', 'd.id < :before'],
] as const;

function keyOf({ agencyId, form, periodFrom }: DeclarationKey): DeclarationKey {
  return { agencyId, form, periodFrom };
}
