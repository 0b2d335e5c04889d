/** What observed facts of the assessment name as their source. */
export const assessmentSource = 'assessment';

/** Keys of the facts that the assessment derives; the fact catalogue says what each means. */
export const measuredFacts = {
  onWan: 'on_wan',
  wanChannelsAlive: 'wan_channels_alive',
  wanCapacity: 'wan_capacity_mbps',
  wanLevelMet: 'wan_level_met',
  hasLan: 'has_lan',
  hasWebsite: 'has_website',
  hostedSystems: 'hosted_systems',
  hostingAgencies: 'hosting_agencies',
  systemAnswering: 'system_answering',
} as const;

/** A fact that agencies declare, and the measurement that stands beside it. */
export type ComparedFact = { readonly fact: string; readonly observedAs: string };

/** What can be compared of agencies: a channel counts as declared, and as alive; most facts go by one name. */
export const comparedFacts: readonly ComparedFact[] = [
  { fact: measuredFacts.onWan, observedAs: measuredFacts.onWan },
  { fact: 'wan_channels', observedAs: measuredFacts.wanChannelsAlive },
  { fact: 'wan_bandwidth_mbps', observedAs: measuredFacts.wanCapacity },
  { fact: measuredFacts.hasLan, observedAs: measuredFacts.hasLan },
  { fact: measuredFacts.hasWebsite, observedAs: measuredFacts.hasWebsite },
  { fact: measuredFacts.hostedSystems, observedAs: measuredFacts.hostedSystems },
];
