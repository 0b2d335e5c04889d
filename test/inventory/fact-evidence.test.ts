import { describe, expect, test } from 'vitest';
import { type FactEvidence, sameProof } from '../../src/inventory/fact-evidence.ts';

const device: FactEvidence = {
  of: 'device',
  deviceId: 1,
  device: 'X1/r',
  state: 'up',
  at: 10,
  stateSince: 5,
  observedAt: 9,
  outageId: null,
};
const links: FactEvidence = {
  of: 'links',
  at: 10,
  level: 'II',
  demand: { channels: 1, directions: 0, isFibre: false },
  links: [
    {
      link: 'X1/k1',
      isAlive: true,
      deviceId: 1,
      device: 'X1/r',
      state: 'up',
      stateSince: 5,
      observedAt: 9,
      outageId: null,
      interface: 'wan0',
      interfaceStatus: 'up',
      medium: null,
      direction: null,
      mbps: 10,
    },
  ],
};
const [first] = links.links;
const hosts: FactEvidence = {
  of: 'hosts',
  at: 10,
  since: 0,
  wanted: 3,
  hosts: [{ deviceId: 1, device: 'X1/s', role: 'switch', address: '10.0.0.1', answeredAt: 9 }],
};
const endpoints: FactEvidence = {
  of: 'endpoints',
  at: 10,
  endpoints: [
    {
      system: 'W',
      endpoint: 'https://a.example/',
      outcome: 'answer',
      reason: null,
      httpStatus: 200,
      firstAt: 1,
      lastAt: 9,
      checks: 5,
    },
  ],
};
const systems: FactEvidence = { of: 'systems', at: 10, counted: 2, recorded: 3 };
const declaration: FactEvidence = { of: 'declaration', declarationId: 4, revision: 1 };
const all = [device, links, hosts, endpoints, systems, declaration];

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
    for (const a of all) for (const b of [...all, null]) expect(sameProof(a, b)).toBe(a === b);
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
