import { parentPort, workerData } from 'node:worker_threads';
import type { DeviceEntry, DeviceRef, ImportEntries } from '../inventory/import-entry.ts';
import { deviceKey } from '../inventory/import-known.ts';
import { type DemoAgent, startAgent } from './agent.ts';
import { silentDevices } from './cut.ts';
import { modelDevice } from './device-model.ts';
import type { FleetData, FleetReport, FleetRequest } from './messages.ts';
import { type AddressBase, demoEntries, websiteHost } from './province.ts';
import { startWebsite } from './website.ts';

type Running = { readonly entry: DeviceEntry; readonly agent: DemoAgent };
type Fleet = {
  readonly port: number;
  readonly addressBase: AddressBase;
  readonly running: ReadonlyMap<string, Running>;
};

/** The thread of the simulated network: it finds a free place, starts an agent per active device and takes requests. */
async function main(data: FleetData): Promise<void> {
  const fleet = await findPlace(data);
  if (fleet === null) return tell({ kind: 'failed', code: 'no-free-place' });
  const answer = answerer(fleet.running);
  parentPort?.on('message', async (request: FleetRequest) => {
    if (request.kind !== 'stop') return tell(answer(request));
    await stopAll(fleet.running);
    tell({ kind: 'stopped' });
    parentPort?.close();
  });
  tell({ kind: 'ready', port: fleet.port, addressBase: fleet.addressBase, devices: fleet.running.size });
}

/** Does what is asked of the running devices and says what came of it; remembers what is cut. */
function answerer(running: Fleet['running']): (request: Exclude<FleetRequest, { kind: 'stop' }>) => FleetReport {
  const entries = [...running.values()].map(({ entry }) => entry);
  const cut = new Set<string>();

  /** Brings every agent to what the cuts want and names those that changed. */
  const settle = (change: () => void): DeviceRef[] => {
    const before = silentDevices(entries, cut);
    change();
    const after = silentDevices(entries, cut);
    return entries.flatMap(({ agency, name }) => {
      const key = deviceKey({ agency, name });
      if (before.has(key) === after.has(key)) return [];
      if (after.has(key)) running.get(key)?.agent.down();
      else running.get(key)?.agent.up();
      return [{ agency, name }];
    });
  };

  return ({ kind, agency, device }) => {
    const key = deviceKey({ agency, name: device });
    const named = running.get(key);
    if (named === undefined) return { kind: 'unknown-device', agency, device };
    switch (kind) {
      case 'cut':
        return { kind: 'cut-done', agency, device, silenced: settle(() => cut.add(key)) };
      case 'restore':
        return { kind: 'restored', agency, device, answering: settle(() => cut.delete(key)) };
      case 'reboot':
        named.agent.reboot();
        return { kind: 'rebooted', agency, device };
    }
  };
}

const PORTS = 10;
const BLOCKS = 20;

/** The first port and address block, ports outermost, where every agent finds its address free; null when there is none. */
async function findPlace({ today, firstPort = 16161, firstBlock = 26 }: FleetData): Promise<Fleet | null> {
  for (let port = firstPort; port < firstPort + PORTS; port++) {
    for (let block = firstBlock; block < firstBlock + BLOCKS; block++) {
      const addressBase: AddressBase = `127.${block}`;
      const running = await startAll(demoEntries({ port, addressBase, today }));
      if (running !== null) return { port, addressBase, running };
    }
  }
  return null;
}

/** Every active device as an agent, in the order of the inventory; or none of them and null where an address is taken. */
async function startAll({ devices, credentials }: ImportEntries): Promise<Fleet['running'] | null> {
  const secrets = new Map(credentials.map(({ name, credential }) => [name, credential]));
  const start = async (entry: DeviceEntry): Promise<Running> => {
    const { address, snmpPort: port } = entry;
    const credential = secrets.get(entry.credential ?? '');
    if (credential === undefined) throw new Error(`${deviceKey(entry)} has no credential`);
    const agent = await startAgent({ address, port, credential, model: modelDevice(entry), now: monotonicNow });
    const hasWebsite = entry.agency === websiteHost.agency && entry.name === websiteHost.name;
    return { entry, agent: hasWebsite ? await withWebsite(agent, address, port) : agent };
  };
  const active = devices.filter(({ lifecycle }) => lifecycle === 'active');
  // The first address is taken alone: of two demos that start at once one wins it, and the other goes on whole.
  const outcomes = await Promise.allSettled(active.slice(0, 1).map(start));
  if (outcomes[0]?.status === 'fulfilled') {
    outcomes.push(...(await Promise.allSettled(active.slice(1).map(start))));
  }
  const running = new Map(
    outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [[deviceKey(outcome.value.entry), outcome.value]] : [],
    ),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (refused.length === 0) return running;
  await stopAll(running);
  const strange = refused.find((reason) => reason?.code !== 'EADDRINUSE');
  if (strange !== undefined) throw strange;
  return null;
}

/** A device on which the province's website runs too: they go silent and stop as one. */
async function withWebsite(agent: DemoAgent, address: string, port: number): Promise<DemoAgent> {
  const website = await startWebsite(address, port).catch(async (error) => {
    await agent.stop();
    throw error;
  });
  return {
    down: () => {
      agent.down();
      website.down();
    },
    up: () => {
      agent.up();
      website.up();
    },
    reboot: agent.reboot,
    stop: async () => {
      await Promise.all([agent.stop(), website.stop()]);
    },
  };
}

async function stopAll(running: Fleet['running']): Promise<void> {
  await Promise.all([...running.values()].map(({ agent }) => agent.stop()));
}

// The time of day at the start plus what has passed since: a clock that is set back would make counters run backwards.
function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}

function tell(report: FleetReport): void {
  parentPort?.postMessage(report);
}

await main(workerData);
