import type { TargetKey } from '../command/ingest.ts';
import type { SnmpCredential } from '../inventory/credential.ts';
import { type Device, probesOf } from '../inventory/device.ts';
import type { Purpose } from '../monitor/observation.ts';
import { dueBetween } from '../monitor/schedule.ts';
import type { ProbeTask } from '../probe/task.ts';
import type { Clock, Stop } from './clock.ts';

/** A device to be polled, with its opened credential (null = none, or it does not open). */
export type PollDevice = Device & { readonly credential: SnmpCredential | null };

export type PollDoors = {
  readonly clock: Clock;
  /** The active devices as they stand now. */
  devices(): readonly PollDevice[];
  /** Hands tasks to the probe thread. */
  round(tasks: readonly ProbeTask[]): void;
};

export type PollSettings = { readonly intervalMs: number; readonly confirmSpacingMs: number };

/**
 * Says what is to be probed when. Every SNMP and TCP target has its own stable place in the interval, on the monotonic
 * clock; ICMP goes in shards of at most a thousand hosts that the engine paces over the round. Misses are confirmed out
 * of turn.
 */
export class Poller {
  readonly #doors: PollDoors;
  readonly #settings: PollSettings;
  readonly #stops = new Set<Stop>();
  #devices: ReadonlyMap<number, PollDevice> = new Map();
  #shards: readonly (readonly PollDevice[])[] = [];
  #lookedMs = 0;
  #running = false;

  constructor(doors: PollDoors, settings: PollSettings) {
    this.#doors = doors;
    this.#settings = settings;
  }

  /** Takes the devices and begins with the turns that come after this instant. */
  start(): void {
    this.reload();
    this.#running = true;
    this.#lookedMs = this.#doors.clock.monotonicMs();
    const tickMs = Math.min(250, this.#settings.intervalMs / 4);
    this.#stops.add(this.#doors.clock.every(tickMs, () => this.#tick()));
  }

  /** Hands nothing over any more, confirmations included. */
  stop(): void {
    this.#running = false;
    for (const stop of this.#stops) stop();
    this.#stops.clear();
  }

  /** Takes the list of devices anew; call it after every change of devices or credentials. */
  reload(): void {
    const devices = this.#doors.devices();
    this.#devices = new Map(devices.map((device) => [device.id, device]));
    const shards = Math.ceil(devices.length / SHARD_HOSTS);
    this.#shards = Array.from({ length: shards }, (_, shard) => devices.filter((one) => one.id % shards === shard));
  }

  /** Probes these again after the spacing, to confirm a miss. */
  confirm(targets: readonly TargetKey[]): void {
    if (targets.length === 0 || !this.#running) return;
    const stop = this.#doors.clock.after(this.#settings.confirmSpacingMs, () => {
      this.#stops.delete(stop);
      this.#hand(targets.flatMap((target) => this.#task(target, 'confirm')));
    });
    this.#stops.add(stop);
  }

  /** Every probe of one device, as somebody asked for it now; empty when it is not polled. */
  tasksOnDemand(deviceId: number): ProbeTask[] {
    const device = this.#devices.get(deviceId);
    return device ? probesOf(device).flatMap((probe) => this.#task({ deviceId, probe }, 'demand')) : [];
  }

  #tick(): void {
    const fromMs = this.#lookedMs;
    const toMs = this.#doors.clock.monotonicMs();
    this.#lookedMs = toMs;
    const isDue = (id: number) => dueBetween(id, this.#settings.intervalMs, fromMs, toMs);
    const echoes = this.#shards.flatMap((shard, number) => (isDue(number) ? shard : []));
    const others = [...this.#devices.values()].filter((device) => isDue(device.id));
    this.#hand([
      ...echoes.flatMap((device) => this.#task({ deviceId: device.id, probe: 'icmp' }, 'round')),
      ...others.flatMap((device) =>
        probesOf(device)
          .filter((probe) => probe !== 'icmp')
          .flatMap((probe) => this.#task({ deviceId: device.id, probe }, 'round')),
      ),
    ]);
  }

  #hand(tasks: readonly ProbeTask[]): void {
    if (tasks.length > 0) this.#doors.round(tasks);
  }

  #task({ deviceId, probe }: TargetKey, purpose: Purpose): ProbeTask[] {
    const device = this.#devices.get(deviceId);
    if (!device) return [];
    const { address, snmpPort, credential, tcpPort } = device;
    const hostResources = device.role === 'server';
    return [{ deviceId, probe, purpose, address, snmpPort, credential, tcpPort, hostResources }];
  }
}

const SHARD_HOSTS = 1_000;
