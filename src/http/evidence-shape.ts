import { z } from '@hono/zod-openapi';
import type { FactEvidence, HostProof, LinkProof } from '../inventory/fact-evidence.ts';
import { accessLevels } from '../inventory/wan-link.ts';
import { outcomes } from '../monitor/observation.ts';
import { states } from '../monitor/state.ts';
import { instant, iso, isoOrNull } from './schemas.ts';

const state = z.enum(states);
const device = z.object({ id: z.string(), name: z.string() });
const outage = z.string().nullable();

const ofDevice = z.object({
  of: z.literal('device'),
  device,
  state,
  at: instant,
  stateSince: instant,
  observedAt: instant.nullable(),
  outage,
});

const link = z.object({
  link: z.string(),
  isAlive: z.boolean().nullable(),
  device: device.nullable(),
  state,
  stateSince: instant.nullable(),
  observedAt: instant.nullable(),
  outage,
  interface: z.string().nullable(),
  interfaceStatus: z.enum(['up', 'down', 'unknown']).nullable(),
  medium: z.string().nullable(),
  direction: z.string().nullable(),
  mbps: z.number().nullable(),
});

const ofLinks = z.object({
  of: z.literal('links'),
  at: instant,
  level: z.enum(accessLevels),
  demand: z.object({ channels: z.number(), directions: z.number(), isFibre: z.boolean() }),
  links: z.array(link).readonly(),
});

const host = z.object({
  device: device.nullable(),
  role: z.string(),
  address: z.string(),
  answeredAt: instant,
});

const ofHosts = z.object({
  of: z.literal('hosts'),
  at: instant,
  since: instant,
  wanted: z.number(),
  hosts: z.array(host).readonly(),
});

const endpoint = z.object({
  system: z.string(),
  endpoint: z.string(),
  outcome: z.enum(outcomes),
  reason: z.string().nullable(),
  httpStatus: z.number().nullable(),
  firstAt: instant,
  lastAt: instant,
  checks: z.number(),
});

const ofEndpoints = z.object({ of: z.literal('endpoints'), at: instant, endpoints: z.array(endpoint).readonly() });

const ofSystems = z.object({ of: z.literal('systems'), at: instant, counted: z.number(), recorded: z.number() });

const ofDeclaration = z.object({ of: z.literal('declaration'), declaration: z.string(), revision: z.number() });

/** What proves a fact; a device that belongs to another agency is not named. */
export const evidenceShape = z
  .discriminatedUnion('of', [ofDevice, ofLinks, ofHosts, ofEndpoints, ofSystems, ofDeclaration])
  .openapi('FactEvidence');

/** Evidence as the API tells it. */
export function tellEvidence(evidence: FactEvidence): z.infer<typeof evidenceShape> {
  switch (evidence.of) {
    case 'device': {
      const { of, state: seen, stateSince, observedAt, outageId } = evidence;
      const named = { id: String(evidence.deviceId), name: evidence.device };
      const since = { stateSince: iso(stateSince), observedAt: isoOrNull(observedAt) };
      return { of, device: named, state: seen, at: iso(evidence.at), ...since, outage: idOrNull(outageId) };
    }
    case 'links':
      return { ...evidence, at: iso(evidence.at), links: evidence.links.map(tellLink) };
    case 'hosts': {
      const { of, at, since, wanted, hosts } = evidence;
      return { of, at: iso(at), since: iso(since), wanted, hosts: hosts.map(tellHost) };
    }
    case 'endpoints': {
      const endpoints = evidence.endpoints.map(({ firstAt, lastAt, ...one }) => {
        return { ...one, firstAt: iso(firstAt), lastAt: iso(lastAt) };
      });
      return { of: evidence.of, at: iso(evidence.at), endpoints };
    }
    case 'systems':
      return { ...evidence, at: iso(evidence.at) };
    case 'declaration':
      return { of: evidence.of, declaration: String(evidence.declarationId), revision: evidence.revision };
  }
}

function tellLink({ deviceId, device: name, outageId, ...one }: LinkProof): z.infer<typeof link> {
  const since = { stateSince: isoOrNull(one.stateSince), observedAt: isoOrNull(one.observedAt) };
  return { ...one, ...since, device: named(deviceId, name), outage: idOrNull(outageId) };
}

function tellHost({ deviceId, device: name, answeredAt, ...one }: HostProof): z.infer<typeof host> {
  return { ...one, device: named(deviceId, name), answeredAt: iso(answeredAt) };
}

function named(id: number | null, name: string | null): z.infer<typeof device> | null {
  return id === null || name === null ? null : { id: String(id), name };
}

function idOrNull(id: number | null): string | null {
  return id === null ? null : String(id);
}
