import { z } from 'zod';
import { accessLevels } from '../inventory/wan-link.ts';
import { outcomes } from '../monitor/observation.ts';
import { states } from '../monitor/state.ts';

const state = z.enum(states);
const numberOrNull = z.number().nullable();
const textOrNull = z.string().nullable();

const ofDevice = z.object({
  of: z.literal('device'),
  deviceId: z.number(),
  device: z.string(),
  state,
  at: z.number(),
  stateSince: z.number(),
  observedAt: numberOrNull,
  outageId: numberOrNull,
});

const link = z.object({
  link: z.string(),
  isAlive: z.boolean().nullable(),
  deviceId: numberOrNull,
  device: textOrNull,
  state,
  stateSince: numberOrNull,
  observedAt: numberOrNull,
  outageId: numberOrNull,
  interface: textOrNull,
  interfaceStatus: z.enum(['up', 'down', 'unknown']).nullable(),
  medium: textOrNull,
  direction: textOrNull,
  mbps: numberOrNull,
});

const ofLinks = z.object({
  of: z.literal('links'),
  at: z.number(),
  level: z.enum(accessLevels),
  demand: z.object({ channels: z.number(), directions: z.number(), isFibre: z.boolean() }),
  links: z.array(link),
});

const host = z.object({
  deviceId: numberOrNull,
  device: textOrNull,
  role: z.string(),
  address: z.string(),
  answeredAt: z.number(),
});

const ofHosts = z.object({
  of: z.literal('hosts'),
  at: z.number(),
  since: z.number(),
  wanted: z.number(),
  hosts: z.array(host),
});

const endpoint = z.object({
  system: z.string(),
  endpoint: z.string(),
  outcome: z.enum(outcomes),
  reason: textOrNull,
  httpStatus: numberOrNull,
  firstAt: z.number(),
  lastAt: z.number(),
  checks: z.number(),
});

const ofEndpoints = z.object({ of: z.literal('endpoints'), at: z.number(), endpoints: z.array(endpoint) });

const ofSystems = z.object({ of: z.literal('systems'), at: z.number(), counted: z.number(), recorded: z.number() });

const ofDeclaration = z.object({ of: z.literal('declaration'), declarationId: z.number(), revision: z.number() });

/** Evidence as it is stored, and returned by reading; what earlier releases wrote is about a device. */
export const evidenceSchema = z.preprocess(
  (stored) =>
    typeof stored === 'object' && stored !== null && !('of' in stored) ? { of: 'device', ...stored } : stored,
  z.discriminatedUnion('of', [ofDevice, ofLinks, ofHosts, ofEndpoints, ofSystems, ofDeclaration]),
);
