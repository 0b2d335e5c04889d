import { roles } from '../../src/inventory/device.ts';
import { type Sample, sample } from '../../src/metric/registry.ts';
import { outcomes } from '../../src/monitor/observation.ts';
import { states } from '../../src/monitor/state.ts';

const start = Date.UTC(2026, 10, 1) / 1000;

/** One series at least of every metric: an invented commune with a router up, a switch behind a cut one, hostile names. */
export function sampleValues(): Sample[] {
  return [...devices(), ...network(), ...inventory(), ...self()];
}

function devices(): Sample[] {
  const cast = [
    { name: 'router-1', agency: 'X99.01', agencyName: 'Xã Đông', role: roles[0], state: 'up' },
    { name: 'router-1', agency: 'X99.02', agencyName: 'Xã "Tây"\\\n', role: roles[0], state: 'down' },
    { name: 'switch-1', agency: 'X99.02', agencyName: 'Xã "Tây"\\\n', role: roles[2], state: 'shadowed' },
    { name: 'server-1', agency: 'X99.01', agencyName: 'Xã Đông', role: roles[3], state: 'unknown' },
  ] as const;
  return cast.flatMap(({ name, agency, agencyName, role, state }) => {
    const labels = { device: `${agency}/${name}`, agency, agency_name: agencyName, role };
    const up = state === 'up' || state === 'down' ? [sample('hatang_device_up', labels, state === 'up' ? 1 : 0)] : [];
    return [
      ...up,
      ...states.map((one) => sample('hatang_device_state', { ...labels, state: one }, one === state ? 1 : 0)),
      sample('hatang_device_state_since_timestamp_seconds', labels, start),
      ...(state === 'down'
        ? [sample('hatang_device_outage_start_timestamp_seconds', { ...labels, cause: 'device' }, start)]
        : []),
    ];
  });
}

function network(): Sample[] {
  const own = { device: 'X99.01/router-1', agency: 'X99.01' };
  const probed = { ...own, probe: 'icmp' };
  const ports = ['wan1', 'lan "1"\\\n\0'].map((name) => ({ ...own, interface: name }));
  return [
    sample('hatang_device_uptime_seconds', own, 86_400.25),
    sample('hatang_outages_open', { cause: 'device' }, 1),
    sample('hatang_outages_total', { cause: 'device' }, 4),
    ...states.map((state) => sample('hatang_probe_state', { ...probed, state }, state === 'up' ? 1 : 0)),
    sample('hatang_probe_success', probed, 1),
    sample('hatang_probe_rtt_seconds', probed, 0.0021),
    sample('hatang_icmp_rtt_min_seconds', own, 0.0011),
    sample('hatang_icmp_rtt_mean_seconds', own, 0.0021),
    sample('hatang_icmp_rtt_max_seconds', own, 0.0041),
    sample('hatang_icmp_jitter_seconds', own, 0.0003),
    sample('hatang_icmp_loss_ratio', own, 0.2),
    ...ports.flatMap((port) => [
      sample('hatang_interface_in_octets_total', port, 18446744073709551615n),
      sample('hatang_interface_out_octets_total', port, 12n),
      sample('hatang_interface_in_errors_total', port, 0n),
      sample('hatang_interface_out_errors_total', port, 0n),
      sample('hatang_interface_in_discards_total', port, 1n),
      sample('hatang_interface_out_discards_total', port, 0n),
      sample('hatang_interface_in_bits_per_second', port, 1_500_000),
      sample('hatang_interface_out_bits_per_second', port, 500_000),
      sample('hatang_interface_speed_bits_per_second', port, 1e9),
      sample('hatang_interface_admin_status', port, 1),
      sample('hatang_interface_oper_status', port, 1),
    ]),
    sample('hatang_storage_size_bytes', { ...own, storage: '/' }, 1e9),
    sample('hatang_storage_used_bytes', { ...own, storage: '/' }, 4e8),
    sample('hatang_processor_load_ratio', { ...own, processor: '196608' }, 0.07),
  ];
}

function inventory(): Sample[] {
  const indicators = ['agencies_on_wan', 'agencies_with_lan', 'workstations_per_official_needing'];
  const rows = indicators.flatMap((indicator) => ['commune', 'all'].map((block) => ({ indicator, block })));
  return [
    sample('hatang_agencies', { block: 'commune' }, 2),
    sample('hatang_devices', { role: 'router', lifecycle: 'active' }, 2),
    ...rows.flatMap((row) => [
      sample('hatang_indicator_value', row, 0.5),
      sample('hatang_indicator_numerator', row, 1),
      sample('hatang_indicator_denominator', row, 2),
      sample('hatang_indicator_missing', row, 0),
    ]),
    sample('hatang_fact_value', { fact: 'workstations', block: 'commune' }, 40),
    sample('hatang_fact_agencies', { fact: 'workstations', block: 'commune' }, 2),
  ];
}

function self(): Sample[] {
  const threads = ['main', 'probe', 'writer'];
  return [
    sample('hatang_build_info', { version: '0.1.0', node: '24.21.0', schema: '1' }, 1),
    sample('hatang_poll_rounds_total', { probe: 'snmp' }, 60),
    sample('hatang_poll_overruns_total', { probe: 'snmp' }, 0),
    ...outcomes.map((outcome) => sample('hatang_observations_total', { probe: 'snmp', outcome }, 60)),
    sample('hatang_probe_failures_total', { probe: 'snmp', reason: 'timeout' }, 3),
    sample('hatang_probe_oldest_success_age_seconds', { probe: 'snmp' }, 61),
    sample('hatang_queue_depth', { queue: 'writer' }, 0),
    sample('hatang_writer_commits_total', {}, 60),
    sample('hatang_writer_commit_duration_seconds_total', {}, 0.25),
    ...threads.map((thread) => sample('hatang_event_loop_lag_seconds', { thread }, 0.01)),
    sample('hatang_snmp_forged_replies_refused_total', {}, 0),
    sample('hatang_snmp_malformed_replies_total', {}, 0),
    sample('hatang_snmp_any_source_replies_accepted_total', {}, 0),
    sample('hatang_icmp_engine_info', { engine: 'fping' }, 1),
    sample('hatang_icmp_engine_working', { engine: 'fping' }, 1),
    sample('hatang_database_size_bytes', { file: 'database' }, 4096),
    sample('hatang_http_requests_total', { status_class: '2xx' }, 7),
  ];
}
