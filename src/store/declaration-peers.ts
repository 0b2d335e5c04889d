import { z } from 'zod';
import type { CivilDate } from '../calendar/civil.ts';
import type { Block } from '../inventory/agency.ts';
import { type PeerStatistics, peerStatistics } from '../inventory/declaration-outlier.ts';
import type { FactCatalogue } from '../inventory/fact-definition.ts';
import type { Form } from '../inventory/form.ts';
import type { Db } from './database.ts';

/** Middle and spread of what a block handed in on a form for a period, by fact. */
type Peers = (
  catalogue: FactCatalogue,
  form: Form,
  periodFrom: CivilDate,
  block: Block,
) => ReadonlyMap<string, PeerStatistics>;

type Kept = {
  readonly eventId: number;
  readonly agencies: number;
  readonly statistics: ReadonlyMap<string, PeerStatistics>;
};

const peerSchema = z.array(z.object({ agencyId: z.number(), content: z.string() }));
const sinceSchema = z.object({ events: z.number(), last: z.number().nullable() });

/**
 * Middle and spread over what a block handed in, of each agency its newest revision that is. Worked out anew once more was
 * done than one event for every hundred agencies counted, so of a small block always. No figure of any agency leaves the
 * store by this, so it takes no scope.
 */
export function peersIn(db: Db): Peers {
  const peers = db.sqlite.prepare(`select d.agency_id as agencyId, e.content from declaration d
    join declaration_event e on e.id = (select max(id) from declaration_event where declaration_id = d.id and action = 'submit')
    where d.form = :form and d.period_from = :periodFrom and d.status in ('submitted', 'approved')
    order by d.agency_id, d.revision`);
  const eventsSince = db.sqlite.prepare(
    'select count(*) as events, max(id) as last from declaration_event where id > ?',
  );
  const memory = new Map<string, Kept>();
  return (catalogue, form, periodFrom, block) => {
    const key = `${form.key}/${periodFrom}/${block}`;
    const kept = memory.get(key);
    const since = sinceSchema.parse(eventsSince.get(kept?.eventId ?? 0));
    if (kept && since.events * 100 <= kept.agencies) return kept.statistics;
    const rows = peerSchema.parse(peers.all({ form: form.key, periodFrom }));
    const newest = new Map(rows.map((row) => [row.agencyId, row.content]));
    const declared = [...newest.values()].flatMap((content) => numbersOf(content, block) ?? []);
    const statistics = peerStatistics(catalogue, form, declared);
    memory.set(key, { eventId: since.last ?? kept?.eventId ?? 0, agencies: declared.length, statistics });
    return statistics;
  };
}

/** The numbers of a submission of a block; null for another block's. Read by hand: a schema would cost five times as much. */
function numbersOf(content: string, block: Block): ReadonlyMap<string, number> | null {
  const parsed: unknown = JSON.parse(content);
  if (typeof parsed !== 'object' || parsed === null || !('block' in parsed) || parsed.block !== block) return null;
  const figures = 'figures' in parsed && typeof parsed.figures === 'object' ? (parsed.figures ?? {}) : {};
  const numbers = new Map<string, number>();
  for (const [fact, figure] of Object.entries(figures)) {
    const value = valueIn(figure);
    if (typeof value === 'number') numbers.set(fact, value);
  }
  return numbers;
}

function valueIn(figure: unknown): unknown {
  return typeof figure === 'object' && figure !== null && 'value' in figure ? figure.value : null;
}
