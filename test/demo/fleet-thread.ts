import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FleetData, FleetReport, FleetRequest } from '../../src/demo/messages.ts';
import { demoEntries } from '../../src/demo/province.ts';
import type { CredentialEntry, DeviceEntry } from '../../src/inventory/import-entry.ts';
import { type PollResult, pollSnmp } from '../../src/probe/snmp-poll.ts';

const today = '2026-11-22';

/** A running fleet thread as the tests see it. */
export type FleetThread = {
  readonly ready: FleetReport & { readonly kind: 'ready' };
  readonly devices: readonly DeviceEntry[];
  readonly credentials: readonly CredentialEntry[];
  readonly ask: (request: FleetRequest) => Promise<FleetReport>;
  readonly find: (agency: string, name: string) => DeviceEntry;
  readonly poll: (device: DeviceEntry) => Promise<PollResult>;
  /** `agency/name` of every device that does not answer; patient with all but those `expected` to be silent. */
  readonly silent: (expected?: readonly string[]) => Promise<string[]>;
};

/** Starts the real thread; 127.140.0.0 and what follows is for tests only. */
export async function startFleet(place: Omit<FleetData, 'today'> = {}): Promise<FleetThread> {
  const workerData: FleetData = { today, firstPort: 21_161, firstBlock: 140, ...place };
  const worker = new Worker(new URL('../../src/demo/fleet.ts', import.meta.url), { workerData });
  const next = async (): Promise<FleetReport> => (await once(worker, 'message'))[0];
  const ready = await next();
  if (ready.kind !== 'ready') throw new Error(`the fleet says ${JSON.stringify(ready)}`);
  const entries = demoEntries({ ...ready, today });
  const devices = entries.devices.filter(({ lifecycle }) => lifecycle === 'active');
  const poll = (device: DeviceEntry) => pollDevice(device, entries.credentials, 1_500, 4);
  return {
    ready,
    devices,
    credentials: entries.credentials,
    ask: (request) => {
      const answer = next();
      worker.postMessage(request);
      return answer;
    },
    find: (agency, name) => {
      const found = devices.find((device) => device.agency === agency && device.name === name);
      if (!found) throw new Error(`no device ${agency}/${name}`);
      return found;
    },
    poll,
    silent: async (expected = []) => {
      const heard = await Promise.all(
        devices.map(async (device) => {
          const name = `${device.agency}/${device.name}`;
          const [timeoutMs, retries] = expected.includes(name) ? [300, 0] : [1_500, 4];
          const { observation } = await pollDevice(device, entries.credentials, timeoutMs, retries, 'confirm');
          return observation.outcome === 'answer' ? [] : [name];
        }),
      );
      return heard.flat();
    },
  };
}

function pollDevice(
  device: DeviceEntry,
  credentials: readonly CredentialEntry[],
  timeoutMs: number,
  retries: number,
  purpose: 'round' | 'confirm' = 'round',
): Promise<PollResult> {
  const credential = credentials.find(({ name }) => name === device.credential)?.credential;
  if (!credential) throw new Error(`no credential for ${device.name}`);
  const { address, snmpPort: port } = device;
  const target = { deviceId: 1, address, port, credential, timeoutMs, retries, anySource: false };
  return pollSnmp(target, { hostResources: device.role === 'server', purpose }, Date.now);
}
