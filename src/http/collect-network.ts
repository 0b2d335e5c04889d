import type { Scope } from '../access/scope.ts';
import { type Sample, sample } from '../metric/registry.ts';
import { states } from '../monitor/state.ts';
import type { ReadStore } from '../store/read-store.ts';
import { type DeviceView, deviceViews, type ProbeView } from './device-view.ts';

/** What was seen on the network, of devices that are polled. */
export function collectNetwork(read: ReadStore, scope: Scope, now: number): Sample[] {
  return read.snapshot(() => {
    const views = deviceViews(read, scope, now);
    const active = read.devices.list(scope, { lifecycle: 'active' }).map((device) => views.of(device));
    const known = new Map(active.map((view) => [view.device.id, view]));
    return [
      ...active.flatMap(ofDevice),
      ...outages(read, scope, known),
      ...interfaces(read, scope, known),
      ...storages(read, scope, known),
      ...processors(read, scope, known),
    ];
  });
}

type Known = ReadonlyMap<number, DeviceView>;

function labelsOf({ device, agency }: DeviceView) {
  const short = { device: `${agency.code}/${device.name}`, agency: agency.code };
  return { short, full: { ...short, agency_name: agency.name, role: device.role } };
}

function ofDevice(view: DeviceView): Sample[] {
  const { short, full } = labelsOf(view);
  const { state, since, system } = view;
  const told = state === 'up' || state === 'down';
  return [
    ...(told ? [sample('hatang_device_up', full, state === 'up' ? 1 : 0)] : []),
    ...states.map((one) => sample('hatang_device_state', { ...full, state: one }, one === state ? 1 : 0)),
    ...(since === null ? [] : [sample('hatang_device_state_since_timestamp_seconds', full, since / 1_000)]),
    ...(system?.uptimeTicks == null ? [] : [sample('hatang_device_uptime_seconds', short, system.uptimeTicks / 100)]),
    ...view.probes.flatMap((probe) => ofProbe(short, probe)),
  ];
}

function ofProbe(short: { device: string; agency: string }, view: ProbeView): Sample[] {
  const labels = { ...short, probe: view.probe };
  const { observation: last, state } = view;
  const conclusive = last !== null && last.outcome !== 'inconclusive';
  const echo = last?.echo ?? null;
  return [
    ...states.map((one) => sample('hatang_probe_state', { ...labels, state: one }, one === state ? 1 : 0)),
    ...(conclusive ? [sample('hatang_probe_success', labels, last.outcome === 'answer' ? 1 : 0)] : []),
    ...(last?.rttMs == null ? [] : [sample('hatang_probe_rtt_seconds', labels, last.rttMs / 1_000)]),
    ...(echo === null ? [] : [sample('hatang_icmp_loss_ratio', short, echo.lossRatio)]),
    ...(echo?.rttMsMin == null ? [] : [sample('hatang_icmp_rtt_min_seconds', short, echo.rttMsMin / 1_000)]),
    ...(echo?.rttMsMean == null ? [] : [sample('hatang_icmp_rtt_mean_seconds', short, echo.rttMsMean / 1_000)]),
    ...(echo?.rttMsMax == null ? [] : [sample('hatang_icmp_rtt_max_seconds', short, echo.rttMsMax / 1_000)]),
    ...(echo?.jitterMs == null ? [] : [sample('hatang_icmp_jitter_seconds', short, echo.jitterMs / 1_000)]),
  ];
}

function outages(read: ReadStore, scope: Scope, known: Known): Sample[] {
  const open = read.targets.outages(scope, { open: true, limit: MAX_OPEN });
  const starts = open.flatMap((outage) => {
    const view = known.get(outage.target.id);
    if (view === undefined) return [];
    const labels = { ...labelsOf(view).full, cause: outage.cause ?? 'unknown' };
    return [sample('hatang_device_outage_start_timestamp_seconds', labels, outage.startedAt / 1_000)];
  });
  const byCause = Map.groupBy(open, (outage) => outage.cause ?? 'unknown');
  const counts = [...byCause].map(([cause, own]) => sample('hatang_outages_open', { cause }, own.length));
  const total = sample('hatang_outages_total', { cause: 'any' }, read.targets.outageCount(scope));
  return [...starts, ...counts, total];
}

// More than the devices anybody will run on one of these.
const MAX_OPEN = 100_000;

function interfaces(read: ReadStore, scope: Scope, known: Known): Sample[] {
  return read.readings.interfaces(scope).flatMap((one) => {
    const view = known.get(one.deviceId);
    if (view === undefined) return [];
    const name = one.ifName ?? one.ifDescr ?? `ifIndex ${one.ifIndex}`;
    const labels = { ...labelsOf(view).short, interface: name };
    return [
      ...(one.inOctets === null ? [] : [sample('hatang_interface_in_octets_total', labels, one.inOctets)]),
      ...(one.outOctets === null ? [] : [sample('hatang_interface_out_octets_total', labels, one.outOctets)]),
      ...(one.inErrors === null ? [] : [sample('hatang_interface_in_errors_total', labels, one.inErrors)]),
      ...(one.outErrors === null ? [] : [sample('hatang_interface_out_errors_total', labels, one.outErrors)]),
      ...(one.inDiscards === null ? [] : [sample('hatang_interface_in_discards_total', labels, one.inDiscards)]),
      ...(one.outDiscards === null ? [] : [sample('hatang_interface_out_discards_total', labels, one.outDiscards)]),
      ...(one.inBps === null ? [] : [sample('hatang_interface_in_bits_per_second', labels, one.inBps)]),
      ...(one.outBps === null ? [] : [sample('hatang_interface_out_bits_per_second', labels, one.outBps)]),
      ...(one.speedBps === null ? [] : [sample('hatang_interface_speed_bits_per_second', labels, one.speedBps)]),
      ...(one.ifAdminStatus === null ? [] : [sample('hatang_interface_admin_status', labels, one.ifAdminStatus)]),
      ...(one.ifOperStatus === null ? [] : [sample('hatang_interface_oper_status', labels, one.ifOperStatus)]),
    ];
  });
}

function storages(read: ReadStore, scope: Scope, known: Known): Sample[] {
  return read.readings.storages(scope).flatMap((one) => {
    const view = known.get(one.deviceId);
    if (view === undefined) return [];
    const storage = one.hrStorageDescr ?? `hrStorageIndex ${one.hrStorageIndex}`;
    const labels = { ...labelsOf(view).short, storage };
    return [
      ...(one.sizeBytes === null ? [] : [sample('hatang_storage_size_bytes', labels, one.sizeBytes)]),
      ...(one.usedBytes === null ? [] : [sample('hatang_storage_used_bytes', labels, one.usedBytes)]),
    ];
  });
}

function processors(read: ReadStore, scope: Scope, known: Known): Sample[] {
  return read.readings.processors(scope).flatMap((one) => {
    const view = known.get(one.deviceId);
    if (view === undefined) return [];
    const labels = { ...labelsOf(view).short, processor: String(one.hrDeviceIndex) };
    return [sample('hatang_processor_load_ratio', labels, one.loadPercent / 100)];
  });
}
