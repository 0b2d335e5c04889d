import { type AccessLevel, accessLevels, type WanLink } from '../inventory/wan-link.ts';
import type { State } from './state.ts';

/** The link's interface at the instant looked at; `unknown` = no reading near it tells. */
export type InterfaceStatus = 'up' | 'down' | 'unknown';

/** A WAN link with the state of its terminal device, and of its interface where it names one. */
export type LinkSight = {
  readonly link: Pick<WanLink, 'level' | 'medium' | 'direction' | 'mbps'>;
  readonly state: State;
  readonly interfaceStatus: InterfaceStatus | null;
};

/** How many live channels, on how many physical directions, of fibre or of anything. */
export type Demand = { readonly channels: number; readonly directions: number; readonly isFibre: boolean };

/** What an agency's links come to; null = not known, which is never the same as no or 0. */
export type WanAccess = {
  readonly isOnWan: boolean | null;
  readonly channels: number | null;
  readonly mbps: number | null;
  readonly level: AccessLevel;
  readonly demand: Demand;
  readonly isLevelMet: boolean | null;
};

/** A link is alive when its terminal device was up and, where the status of its interface is known, that was up too. */
export function isAlive({ state, interfaceStatus }: Pick<LinkSight, 'state' | 'interfaceStatus'>): boolean | null {
  if (state === 'unknown') return null;
  return state === 'up' && interfaceStatus !== 'down';
}

/**
 * What the WAN links of one agency come to by Circular 06/2026/TT-BKHCN; null when it has none.
 * 1. On the WAN = at least one link is alive; off = none is and all are known not to be.
 * 2. Channels and capacity count the live ones, only where every link (and every live one's capacity) is known.
 * 3. The access level is the most demanding one among the links. Level I: 2 fibre channels on 2 physical directions;
 *    level II: 1 channel, or 2 on 2 directions where systems of security level 4 or 5 run; data centre: 2 channels.
 *    A channel is of fibre, or has a direction, only where its record says so.
 * 4. The level is met when the live channels meet it, not met when even the unknown ones could not make up for it.
 */
export function judgeAccess(links: readonly LinkSight[], hasCriticalSystem: boolean): WanAccess | null {
  const level = accessLevels.find((one) => links.some(({ link }) => link.level === one));
  if (level === undefined) return null;
  const alive = links.filter((one) => isAlive(one) === true);
  const possible = links.filter((one) => isAlive(one) !== false);
  const isAllKnown = alive.length === possible.length;
  const capacities = alive.flatMap(({ link }) => link.mbps ?? []);
  const demand = demandOf(level, hasCriticalSystem);
  return {
    isOnWan: alive.length > 0 ? true : isAllKnown ? false : null,
    channels: isAllKnown ? alive.length : null,
    mbps: isAllKnown && capacities.length === alive.length ? sum(capacities) : null,
    level,
    demand,
    isLevelMet: meets(alive, demand) ? true : meets(possible, demand) ? null : false,
  };
}

/** What the circular demands of an access level. */
export function demandOf(level: AccessLevel, hasCriticalSystem: boolean): Demand {
  if (level === 'I') return { channels: 2, directions: 2, isFibre: true };
  if (level === 'data_center') return { channels: 2, directions: 0, isFibre: false };
  return hasCriticalSystem
    ? { channels: 2, directions: 2, isFibre: false }
    : { channels: 1, directions: 0, isFibre: false };
}

function meets(links: readonly LinkSight[], { channels, directions, isFibre }: Demand): boolean {
  const counted = links.filter(({ link }) => !isFibre || link.medium === 'fibre');
  const named = new Set(counted.flatMap(({ link }) => link.direction ?? []));
  return counted.length >= channels && named.size >= directions;
}

// Capacities have at most three decimals; summed as thousandths the order of the links does not show.
function sum(mbps: readonly number[]): number {
  return mbps.reduce((total, one) => total + Math.round(one * 1_000), 0) / 1_000;
}
