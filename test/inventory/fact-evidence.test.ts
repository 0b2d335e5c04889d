import { describe, expect, test } from 'vitest';
import { type FactEvidence, sameProof } from '../../src/inventory/fact-evidence.ts';
import { declaration, device, endpoints, everyEvidence, hosts, links, systems } from './evidence-cast.ts';

const [first] = links.links;

describe('a proof is the same', () => {
  test.each<[string, FactEvidence, FactEvidence]>([
    ['when the device was only looked at later', device, { ...device, at: 20, observedAt: 19, outageId: 3 }],
    [
      'when links were only looked at later',
      links,
      { ...links, at: 20, links: first ? [{ ...first, observedAt: 19 }] : [] },
    ],
    [
      'when the host answered again',
      hosts,
      { ...hosts, at: 20, since: 10, hosts: hosts.hosts.map((one) => ({ ...one, answeredAt: 19 })) },
    ],
    [
      'when the endpoint was asked again',
      endpoints,
      { ...endpoints, at: 20, endpoints: endpoints.endpoints.map((one) => ({ ...one, lastAt: 19, checks: 6 })) },
    ],
    ['when systems were counted again', systems, { ...systems, at: 20 }],
  ])('%s', (_, a, b) => {
    expect(sameProof(a, b)).toBe(true);
  });

  test('when it is itself, and never when it is of another kind or none', () => {
    for (const a of everyEvidence) for (const b of [...everyEvidence, null]) expect(sameProof(a, b)).toBe(a === b);
    expect(sameProof(null, null)).toBe(true);
  });
});

describe('a proof is another', () => {
  test.each<[string, FactEvidence, FactEvidence]>([
    ['with another state', device, { ...device, state: 'down' }],
    ['with a state that began at another time', device, { ...device, stateSince: 6 }],
    ['with another interface status', links, { ...links, links: first ? [{ ...first, interfaceStatus: 'down' }] : [] }],
    ['with another capacity', links, { ...links, links: first ? [{ ...first, mbps: 20 }] : [] }],
    ['with another demand', links, { ...links, demand: { ...links.demand, directions: 2 } }],
    ['with another host', hosts, { ...hosts, hosts: [] }],
    [
      'with another run',
      endpoints,
      { ...endpoints, endpoints: endpoints.endpoints.map((one) => ({ ...one, firstAt: 2 })) },
    ],
    ['with another count', systems, { ...systems, counted: 1 }],
    ['with another revision', declaration, { ...declaration, revision: 2 }],
  ])('%s', (_, a, b) => {
    expect(sameProof(a, b)).toBe(false);
  });
});
