import type { FactValue } from '../inventory/fact.ts';
import { coreRouter, type ProvinceAgency, provinceAgencies } from './province-data.ts';

/** What an agency says of itself that the service can see for itself. */
export type Claim = { readonly agency: string; readonly fact: string; readonly value: FactValue };

/**
 * What agencies claim of networks and websites. Mostly true; not so on purpose: the department of health counts the channel
 * it still waits for, Bến Sao says too little, Suối Trăng's website is down, Đèo Mơ is not connected yet.
 */
export function provinceClaims(): Claim[] {
  return provinceAgencies.flatMap((agency) => {
    const { code } = agency;
    const said = { on_wan: true, has_lan: code !== 'H99.27', ...wanOf(agency), ...websites[code], ...systems[code] };
    return Object.entries(said).map(([fact, value]) => ({ agency: code, fact, value }));
  });
}

const websites: Readonly<Record<string, Readonly<Record<string, FactValue>>>> = {
  'H99.01': { has_website: true },
  'H99.02': { has_website: true },
  'H99.21': { has_website: true },
  'H99.22': { has_website: false },
  'H99.24': { has_website: true },
};

const systems: Readonly<Record<string, Readonly<Record<string, FactValue>>>> = {
  'H99.01': { hosted_systems: 2 },
  'H99.02': { hosted_systems: 1 },
  'H99.04': { hosted_systems: 1 },
  [coreRouter.agency]: { hosted_systems: 1 },
};

function wanOf({ code, block }: ProvinceAgency): Readonly<Record<string, FactValue>> {
  if (code === coreRouter.agency) return { wan_channels: 2, wan_bandwidth_mbps: 20_000 };
  if (block !== 'commune') return { wan_channels: 2, wan_bandwidth_mbps: 2_000 };
  return { wan_channels: 1, wan_bandwidth_mbps: code === 'H99.27' ? 50 : 100 };
}
