import type { Scope } from '../../access/scope.ts';
import type { Agency } from '../../inventory/agency.ts';
import type { Outage } from '../../monitor/outage.ts';
import type { ReadinessFeed } from '../../report/readiness-feed.ts';
import { type DeviceView, deviceViews } from '../device-view.ts';
import type { HttpDoors } from '../doors.ts';
import { figuresOn } from '../situation.ts';
import type { ShownState } from './marks.ts';
import { shownState } from './parts.ts';

/** The states in the order in which pages show them. */
export const shownStates = ['up', 'down', 'shadowed', 'unknown', 'unpolled'] as const satisfies readonly ShownState[];

/** An open outage with its device, and those that only stand behind it. */
export type OpenOutage = {
  readonly outage: Outage;
  readonly view: DeviceView;
  readonly behind: readonly { readonly outage: Outage; readonly view: DeviceView }[];
};

/** Everything the overview shows. */
export type Home = {
  readonly counts: ReadonlyMap<ShownState, number>;
  readonly outages: readonly OpenOutage[];
  readonly figures: ReadinessFeed;
  readonly agencies: readonly {
    readonly agency: Pick<Agency, 'code' | 'name'>;
    readonly devices: readonly DeviceView[];
  }[];
  readonly deviceCount: number;
};

/** What narrows the overview's table, and where the service is reached. */
export type HomeQuery = { readonly state: ShownState | null; readonly all: boolean; readonly origin: string };

/** Loads the overview from one consistent view of the store. */
export function loadHome(doors: Pick<HttpDoors, 'read' | 'catalogues' | 'now'>, scope: Scope): Home {
  const { read } = doors;
  const now = doors.now();
  return read.snapshot(() => {
    const loaded = deviceViews(read, scope, now);
    const views = read.devices.list(scope).map((device) => loaded.of(device));
    const counts = new Map<ShownState, number>(shownStates.map((state) => [state, 0]));
    for (const view of views) counts.set(shownState(view), (counts.get(shownState(view)) ?? 0) + 1);
    const open = read.targets.outages(scope, { open: true, limit: MAX_OUTAGES });
    return {
      counts,
      outages: fold(open, new Map(views.map((view) => [view.device.id, view]))),
      figures: figuresOn(doors, scope, {}),
      agencies: byAgency(views),
      deviceCount: views.length,
    };
  });
}

const MAX_OUTAGES = 2_000;

// A child whose root the caller may not see, or that has ended meanwhile, stands for itself.
function fold(open: readonly Outage[], views: ReadonlyMap<number, DeviceView>): OpenOutage[] {
  const told = open.flatMap((outage) => {
    const view = views.get(outage.target.id);
    return view ? [{ outage, view }] : [];
  });
  const ids = new Set(told.map(({ outage }) => outage.id));
  const isChild = ({ outage }: (typeof told)[number]) => outage.rootOutageId !== null && ids.has(outage.rootOutageId);
  const children = Map.groupBy(told.filter(isChild), ({ outage }) => outage.rootOutageId);
  return told
    .filter((one) => !isChild(one))
    .map((one) => ({ ...one, behind: children.get(one.outage.id) ?? [] }))
    .toSorted((a, b) => b.behind.length - a.behind.length || b.outage.startedAt - a.outage.startedAt);
}

function byAgency(views: readonly DeviceView[]): Home['agencies'] {
  return [...Map.groupBy(views, (view) => view.agency.code)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const agency = own[0]?.agency;
      const devices = own.toSorted((a, b) => (a.device.name < b.device.name ? -1 : 1));
      return agency ? [{ agency, devices }] : [];
    });
}
