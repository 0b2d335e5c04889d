import type { Scope } from '../access/scope.ts';
import { reachabilities } from '../inventory/device.ts';
import { type Sample, sample } from '../metric/registry.ts';
import type { HttpDoors } from './doors.ts';

/** How many requests were answered, by class of status (`2xx`). */
export type RequestCounts = ReadonlyMap<string, number>;

/** How the service itself does. */
export function collectSelf(doors: HttpDoors, scope: Scope, requests: RequestCounts): Sample[] {
  const self = doors.self();
  const { version, node, schema, icmp, snmp, writer } = self;
  const probes = reachabilities.flatMap((probe) => {
    const counted = self.probes[probe];
    if (counted === undefined) return [];
    return [
      sample('hatang_poll_rounds_total', { probe }, counted.rounds),
      sample('hatang_poll_overruns_total', { probe }, counted.overruns),
      ...Object.entries(counted.outcomes).map(([outcome, count]) =>
        sample('hatang_observations_total', { probe, outcome }, count),
      ),
      ...Object.entries(counted.failures).map(([reason, count]) =>
        sample('hatang_probe_failures_total', { probe, reason }, count),
      ),
    ];
  });
  return [
    sample('hatang_build_info', { version, node, schema }, 1),
    ...probes,
    ...oldestSuccess(doors, scope),
    ...Object.entries(self.queues).map(([queue, depth]) => sample('hatang_queue_depth', { queue }, depth)),
    sample('hatang_writer_commits_total', {}, writer.commits),
    sample('hatang_writer_commit_duration_seconds_total', {}, writer.commitMs / 1_000),
    ...Object.entries(self.lagMs).map(([thread, ms]) =>
      sample('hatang_event_loop_lag_seconds', { thread }, ms / 1_000),
    ),
    sample('hatang_snmp_forged_replies_refused_total', {}, snmp.forged),
    sample('hatang_snmp_malformed_replies_total', {}, snmp.malformed),
    sample('hatang_snmp_any_source_replies_accepted_total', {}, snmp.anySource),
    sample('hatang_icmp_engine_info', { engine: icmp.engine }, 1),
    sample('hatang_icmp_engine_working', { engine: icmp.engine }, icmp.working ? 1 : 0),
    sample('hatang_database_size_bytes', { file: 'database' }, doors.read.sizeBytes()),
    sample('hatang_database_size_bytes', { file: 'wal' }, self.walBytes),
    ...[...requests].map(([status_class, count]) => sample('hatang_http_requests_total', { status_class }, count)),
  ];
}

function oldestSuccess(doors: HttpDoors, scope: Scope): Sample[] {
  const targets = Map.groupBy(doors.read.targets.list(scope), (target) => target.probe);
  return [...targets].flatMap(([probe, own]) => {
    const answered = own.flatMap((target) => target.lastGoodAt ?? []);
    if (answered.length === 0) return [];
    const ageMs = doors.now() - answered.reduce((oldest, at) => Math.min(oldest, at));
    return [sample('hatang_probe_oldest_success_age_seconds', { probe }, Math.max(0, ageMs) / 1_000)];
  });
}
