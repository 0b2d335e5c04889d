import { onTestFinished } from 'vitest';
import { type DemoAgent, startAgent } from '../../src/demo/agent.ts';
import { modelDevice } from '../../src/demo/device-model.ts';
import type { SnmpCredential } from '../../src/inventory/credential.ts';
import type { DeviceEntry } from '../../src/inventory/import-entry.ts';
import { freeUdpPort } from './free-port.ts';

/** A simulated router of the test, on a free port of its own address. */
export type Router = DemoAgent & { readonly address: string; readonly port: number };

/** Starts one; stopped after the test. */
export async function startRouter(address: string, credential: SnmpCredential): Promise<Router> {
  const port = await freeUdpPort(address);
  const entry: DeviceEntry = {
    place: { file: 'test', row: null, path: null },
    agency: 'X01',
    name: 'rt',
    role: 'router',
    address,
    snmpPort: port,
    tcpPort: null,
    credential: null,
    reachability: 'snmp',
    parents: [],
    lifecycle: 'active',
  };
  const agent = await startAgent({ address, port, credential, model: modelDevice(entry), now: Date.now });
  onTestFinished(() => agent.stop());
  return { ...agent, address, port };
}
