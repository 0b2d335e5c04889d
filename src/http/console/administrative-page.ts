import { html } from 'hono/html';
import type { AdministrativeChange } from '../../inventory/administrative-change.ts';
import type { AdministrativeTree } from '../../inventory/administrative-tree.ts';
import { type AdministrativeRegister, unitOn } from '../../inventory/administrative-unit.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import { plainWord } from '../../inventory/import-cell.ts';
import { formatDate } from '../../text/date.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import { type RestateAsked, type RestateShown, restatedPart } from './administrative-restated.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { input } from './record-input.ts';
import { dataTable, pageHead, section } from './record-parts.ts';
import { recordWords } from './record-words.ts';

/** Everything the page of administrative units shows; `shown` is null until figures are asked for. */
export type AdministrativeProps = {
  readonly tree: AdministrativeTree;
  readonly register: AdministrativeRegister;
  readonly changes: readonly AdministrativeChange[];
  readonly q: string;
  readonly facts: FactCatalogue;
  readonly asked: RestateAsked;
  readonly shown: RestateShown | null;
};

/** The tree of a date, the changes on record, and figures of one date on the tree of another. */
export function administrativePage(frame: PageFrame, props: AdministrativeProps): Html {
  const say = recordWords(frame.language);
  const { tree, q } = props;
  const files = html`<p><a href="/records/administrative-units">${say('records')}</a></p>`;
  const body =
    tree.units.size === 0 ? html`<p class="none">${say('noUnits')}</p>` : treeList(frame, tree, plainWord(q));
  return html`${pageHead(frame, [], say('administration'), files)}
<form class="filter" method="get" role="search">${input(frame, [], { name: 'q', label: say('findUnit'), value: q, type: 'search' })}
${input(frame, [], { name: 'as_of', label: say('asOf'), value: tree.on, type: 'date' })}<button type="submit">${say('show')}</button></form>
${section(frame, { id: 'tree', title: say('tree'), count: tree.units.size }, body)}
${restatedPart(frame, props)}
${changesPart(frame, props)}`;
}

function treeList(frame: PageFrame, tree: AdministrativeTree, asked: string): Html {
  if (asked !== '') return foundList(frame, tree, asked);
  return html`<ul class="tree card">${tree.roots.map((code) => branch(frame, tree, code, tree.roots.length === 1))}</ul>`;
}

// Leaves stand in columns; what has something below it is folded, but for the only root.
function branch(frame: PageFrame, tree: AdministrativeTree, code: string, isOpen: boolean): Html {
  const children = tree.children.get(code) ?? [];
  if (children.length === 0) return html`<li>${unitLink(tree, code)}</li>`;
  const areLeaves = children.every((child) => !tree.children.has(child));
  const count = `${formatNumber(children.length, frame.language)} ${recordWords(frame.language)('unitsBelow')}`;
  return html`<li><details ${isOpen ? html`open` : ''}><summary>${unitLink(tree, code)} <small>${count}</small></summary>
<ul class="${areLeaves ? 'leaves' : ''}">${children.map((child) => branch(frame, tree, child, false))}</ul></details></li>`;
}

function foundList(frame: PageFrame, tree: AdministrativeTree, asked: string): Html {
  const found = [...tree.units.values()].filter(({ code, name }) =>
    [code, name].some((text) => plainWord(text).includes(asked)),
  );
  if (found.length === 0) return html`<p class="none">${recordWords(frame.language)('none')}</p>`;
  return html`<ul class="tree card">${found.map(({ code, parent }) => {
    const above = parent === null ? undefined : tree.units.get(parent);
    return html`<li>${unitLink(tree, code)}${above === undefined ? '' : html` <small>${above.name}</small>`}</li>`;
  })}</ul>`;
}

function unitLink(tree: AdministrativeTree, code: string): Html {
  return html`<a href="/records/administrative-units/${encodeURIComponent(code)}"><bdi>${tree.units.get(code)?.name ?? code}</bdi></a> <code>${code}</code>`;
}

const MOST = 300;

function changesPart(frame: PageFrame, { changes, register }: AdministrativeProps): Html {
  const { language } = frame;
  const say = recordWords(language);
  const newest = changes.toSorted((a, b) => (a.on === b.on ? (a.to < b.to ? -1 : 1) : a.on > b.on ? -1 : 1));
  const name = (code: string, on: string) => {
    const text = unitOn(register, code, on)?.name ?? register.get(code)?.at(-1)?.name;
    return html`<span class="unit">${text === undefined ? '' : html`<bdi>${text}</bdi> `}<code>${code}</code></span>`;
  };
  const columns = [say('date'), say('oldUnit'), say('newUnit'), say('kind'), say('share'), say('event')].map(
    (label) => ({ label }),
  );
  const rows = newest
    .slice(0, MOST)
    .map(({ on, from, to, kind, share, event }) => [
      formatDate(on, language),
      name(from, dayBefore(register, from, on)),
      name(to, on),
      kindText(language, kind),
      share === null ? '' : `${formatPercent(share.value, language)} (${say(share.basis)})`,
      html`<bdi>${event}</bdi>`,
    ]);
  const body = rows.length === 0 ? html`<p class="none">${say('noChanges')}</p>` : dataTable('changes', columns, rows);
  const link = { href: '/records/administrative-changes', label: say('more') };
  return section(frame, { id: 'changes', title: say('changes'), count: changes.length, link }, body);
}

// The last name that an old unit had when it changed.
function dayBefore(register: AdministrativeRegister, code: string, on: string): string {
  const versions = register.get(code) ?? [];
  return versions.findLast(({ validFrom }) => validFrom < on)?.validFrom ?? on;
}

function kindText(language: PageFrame['language'], kind: AdministrativeChange['kind']): string {
  const words = {
    merge: { vi: 'Nhập', en: 'Merge' },
    split: { vi: 'Chia, tách', en: 'Split' },
    rename: { vi: 'Đổi tên', en: 'Rename' },
    move: { vi: 'Chuyển cấp trên', en: 'Move' },
  } as const;
  return words[kind][language];
}
