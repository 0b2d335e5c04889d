import { z } from '@hono/zod-openapi';
import { accessLevels } from '../inventory/wan-link.ts';
import { outcomes } from '../monitor/observation.ts';
import { states } from '../monitor/state.ts';
import { instant } from './schemas.ts';

const state = z.enum(states);
const id = z.number().nullable();
const text = z.string().nullable();

const ofDevice = z.object({
  deviceId: z.number(),
  device: z.string(),
  state,
  at: instant,
  stateSince: instant,
  observedAt: instant.nullable(),
  outageId: id,
});

const ofLinks = z.object({
  of: z.literal('links'),
  at: instant,
  level: z.enum(accessLevels),
  demand: z.object({ channels: z.number(), directions: z.number(), isFibre: z.boolean() }),
  links: z
    .array(
      z.object({
        link: z.string(),
        isAlive: z.boolean().nullable(),
        deviceId: id,
        device: text,
        state,
        stateSince: instant.nullable(),
        observedAt: instant.nullable(),
        outageId: id,
        interface: text,
        interfaceStatus: z.enum(['up', 'down', 'unknown']).nullable(),
        medium: text,
        direction: text,
        mbps: z.number().nullable(),
      }),
    )
    .readonly(),
});

const ofHosts = z.object({
  of: z.literal('hosts'),
  at: instant,
  since: instant,
  wanted: z.number(),
  hosts: z
    .array(z.object({ deviceId: id, device: text, role: z.string(), address: z.string(), answeredAt: instant }))
    .readonly(),
});

const ofEndpoints = z.object({
  of: z.literal('endpoints'),
  at: instant,
  endpoints: z
    .array(
      z.object({
        system: z.string(),
        endpoint: z.string(),
        outcome: z.enum(outcomes),
        reason: text,
        httpStatus: z.number().nullable(),
        firstAt: instant,
        lastAt: instant,
        checks: z.number(),
      }),
    )
    .readonly(),
});

const ofSystems = z.object({ of: z.literal('systems'), at: instant, counted: z.number(), recorded: z.number() });

const ofDeclaration = z.object({ of: z.literal('declaration'), declarationId: z.number(), revision: z.number() });

/** Evidence in the feed: a device's without `of`, as it has always been; every other kind names itself. */
export const feedEvidenceShape = z
  .union([ofDevice, ofLinks, ofHosts, ofEndpoints, ofSystems, ofDeclaration])
  .openapi('FeedEvidence');
