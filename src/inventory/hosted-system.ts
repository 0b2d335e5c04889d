import type { InventoryRecord } from './record.ts';
import { flagIn, idsIn, numberIn, textIn, textsIn } from './record-value.ts';

/** A hosted system as its record says; what the record does not say is null or empty. */
export type HostedSystem = {
  readonly id: number;
  readonly code: string;
  /** Whose it is. */
  readonly ownerId: number | null;
  readonly kind: string | null;
  readonly isInDataCenter: boolean | null;
  /** Ids of the devices it runs on. */
  readonly hostIds: readonly number[];
  readonly endpoints: readonly string[];
  readonly securityLevel: number | null;
};

/** An address of a system that can be asked; `hosts` are those that the system itself names, where a redirect may lead. */
export type EndpointTarget = {
  readonly recordId: number;
  readonly endpoint: string;
  readonly hosts: readonly string[];
};

/** The kinds of systems that are an agency's face on the web. */
const websiteKinds: ReadonlySet<string> = new Set(['website', 'portal', 'one_stop']);

/** Reads a hosted system from its record. */
export function hostedSystemOf({ id, code, agencyId, values }: InventoryRecord): HostedSystem {
  return {
    id,
    code,
    ownerId: agencyId,
    kind: textIn(values, 'kind'),
    isInDataCenter: flagIn(values, 'in_data_center'),
    hostIds: idsIn(values, 'hosts'),
    endpoints: textsIn(values, 'endpoints'),
    securityLevel: numberIn(values, 'security_level'),
  };
}

/** Whether a system is a website, a portal or an electronic one-stop desk. */
export function isWebsite({ kind }: HostedSystem): boolean {
  return kind !== null && websiteKinds.has(kind);
}

/** Every endpoint of a system that can be asked; what is no address is left out. */
export function endpointsOf({ id, endpoints }: HostedSystem): EndpointTarget[] {
  const urls = endpoints.flatMap((endpoint) => URL.parse(endpoint) ?? []);
  const hosts = [...new Set(urls.map((url) => url.hostname))];
  return endpoints.flatMap((endpoint) => (URL.canParse(endpoint) ? [{ recordId: id, endpoint, hosts }] : []));
}
