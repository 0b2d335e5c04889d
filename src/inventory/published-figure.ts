import { blocks } from './agency.ts';

/** A fact with the dimensions that an indicator fixes. */
export type FactRef = { readonly fact: string; readonly dimensions: Readonly<Record<string, string>> };

/**
 * As which facts a published figure is recorded: its value as printed, its numerator and denominator, each null where the
 * indicator has none; and the flag of single agencies that `n` counts. A printed share and its own n and d are facts of their
 * own, so that both stay when they disagree.
 */
export type PublishedFacts = {
  readonly value: FactRef | null;
  readonly n: FactRef | null;
  readonly d: FactRef | null;
  readonly each: string | null;
};

/** The facts of a published indicator; null for one that nobody has met yet. */
export function factsOfPublished(indicator: string): PublishedFacts | null {
  return published.get(indicator) ?? null;
}

/**
 * The dimensions that the row of a published figure adds: the blocks it speaks of (none for the whole province or society),
 * the ranking it belongs to, and that it is a goal. Denominators of one block differ by indicator, so {@link factsOfPublished}
 * adds which flag is counted.
 */
export function publishedDimensions(row: {
  readonly block: string | readonly string[];
  readonly scheme?: string | undefined;
  readonly isGoal: boolean;
}): Readonly<Record<string, string>> {
  const named = typeof row.block === 'string' ? [row.block] : row.block;
  const known = blocks.filter((block) => named.includes(block));
  return {
    ...(known.length > 0 && { block: known.join('+') }),
    ...(row.scheme !== undefined && { scheme: row.scheme }),
    ...(row.isGoal && { goal: 'true' }),
  };
}

const plain = (fact: string): FactRef => ({ fact, dimensions: {} });
const single = (fact: string): PublishedFacts => ({ value: plain(fact), n: null, d: null, each: null });
const part = (n: string, d: string, value: string | null = `${n}_share`): PublishedFacts => ({
  value: value === null ? null : plain(value),
  n: plain(n),
  d: plain(d),
  each: null,
});
const agenciesWith = (flag: string): PublishedFacts => ({
  value: { fact: 'agencies_with_share', dimensions: { about: flag } },
  n: { fact: 'agencies_with', dimensions: { about: flag } },
  d: { fact: 'agencies_in_scope', dimensions: { about: flag } },
  each: flag,
});
const rank = (fact: string): PublishedFacts => ({ ...single(fact), d: plain('places_ranked') });

const published: ReadonlyMap<string, PublishedFacts> = new Map([
  ['agencies-on-wan', agenciesWith('on_wan')],
  ['agencies-with-lan', agenciesWith('has_lan')],
  ['agencies-with-lan-to-every-office', agenciesWith('lan_to_every_office')],
  ['agencies-with-internet', agenciesWith('has_internet')],
  ['agencies-with-internet-to-every-office', agenciesWith('internet_to_every_office')],
  ['agencies-with-document-management', agenciesWith('has_document_management')],
  ['agencies-with-website', agenciesWith('has_website')],
  ['agencies-with-one-stop', agenciesWith('has_one_stop')],
  ['districts-with-one-stop-in-all-communes', agenciesWith('has_one_stop_in_all_communes')],
  ['agencies-with-online-services', agenciesWith('has_online_services')],

  ['officials-with-workstation', part('officials_with_workstation', 'officials')],
  ['officials-using-it', part('officials_using_it', 'officials')],
  ['workstations-per-official', part('workstations', 'officials', 'workstations_per_official')],
  [
    'workstations-per-official-who-needs-one',
    part('workstations', 'officials_needing_workstation', 'workstations_per_official_needing'),
  ],
  ['workstations-with-internet', part('workstations_with_internet', 'workstations')],

  ['administrative-procedures', single('administrative_procedures')],
  ['procedures-online-level-3-4', part('procedures_online_level_3_4', 'procedures_for_online')],
  ['services-online-level-2', part('online_services_level_2', 'administrative_procedures')],
  ['online-services-level-3', single('online_services_level_3')],
  ['online-services-level-4', single('online_services_level_4')],
  ['portal-services-level-3', single('portal_services_level_3')],
  ['dossiers-received-online', part('dossiers_received_online', 'dossiers_received')],
  ['services-on-national-portal', part('services_on_national_portal', 'services_for_national_portal')],
  ['services-left-for-national-portal', single('services_left_for_national_portal')],
  ['documents-circulated-online', part('documents_circulated_online', 'documents_circulated')],
  ['leaders-information-on-portal', part('leaders_information_on_portal', 'leaders_information')],

  ['data-center-level', single('data_center_level')],
  ['systems-hosted-in-data-center', single('hosted_systems')],
  ['agencies-hosting-in-data-center', single('hosting_agencies')],
  ['core-databases-in-deployment', part('core_databases_in_deployment', 'core_databases', null)],
  ['videoconference-sites', single('videoconference_sites')],
  ['official-mailboxes', single('official_mailboxes')],
  ['portals', single('portals')],
  ['smart-city-accounts', single('smart_city_accounts')],

  ['national-rank-overall', rank('national_rank_overall')],
  ['national-rank-application', rank('national_rank_application')],
  ['national-rank-information-security', rank('national_rank_information_security')],
  ['national-rank-policy', rank('national_rank_policy')],
  ['national-rank-it-industry-infrastructure', rank('national_rank_it_industry_infrastructure')],
  ['national-rank-competitiveness', rank('national_rank_competitiveness')],

  ['administrative-units', single('administrative_units')],
  ['communes-with-postal-point', part('communes_with_postal_point', 'administrative_units')],
  ['postal-points-with-internet', part('postal_points_with_internet', 'postal_points')],
  ['phones-per-100-inhabitants', part('phones', 'inhabitants', 'phones_per_100_inhabitants')],
  ['internet-users', part('internet_users', 'inhabitants')],
  ['communes-with-telecom', part('communes_with_telecom', 'administrative_units')],
]);
