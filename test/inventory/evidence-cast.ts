import type {
  DeclarationEvidence,
  DeviceEvidence,
  EndpointEvidence,
  FactEvidence,
  HostEvidence,
  LinkEvidence,
  SystemEvidence,
} from '../../src/inventory/fact-evidence.ts';

/** One proof of each kind. */
export const device: DeviceEvidence = {
  of: 'device',
  deviceId: 1,
  device: 'X1/r',
  state: 'up',
  at: 10,
  stateSince: 5,
  observedAt: 9,
  outageId: null,
};
export const links: LinkEvidence = {
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
export const hosts: HostEvidence = {
  of: 'hosts',
  at: 10,
  since: 0,
  wanted: 3,
  hosts: [{ deviceId: 1, device: 'X1/s', role: 'switch', address: '10.0.0.1', answeredAt: 9 }],
};
export const endpoints: EndpointEvidence = {
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
export const systems: SystemEvidence = { of: 'systems', at: 10, counted: 2, recorded: 3 };
export const declaration: DeclarationEvidence = { of: 'declaration', declarationId: 4, revision: 1 };
export const everyEvidence: readonly FactEvidence[] = [device, links, hosts, endpoints, systems, declaration];
