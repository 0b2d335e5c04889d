import { ConfigurationError } from '../errors.ts';
import { parseEndpoint } from '../inventory/address.ts';
import type { SnmpCredential } from '../inventory/credential.ts';
import { label } from '../text/labels.ts';
import { bothWords } from '../text/words.ts';
import { readArguments } from './arguments.ts';
import type { CliDoors, ProbeOutcome } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang probe ADDRESS[:PORT] [--community C | --credential NAME] [--json]
Đo thử một địa chỉ bằng ICMP và SNMP (cổng mặc định 161). Tên của thông tin xác thực là tên đã lưu.
Probes one address by ICMP and SNMP (port 161 by default). --credential takes the name of a stored credential.`;

/** `hatang probe`: one look at one address; exit code 0 also when nothing answers, silence is an answer. */
export async function probe(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      community: { type: 'string' },
      credential: { type: 'string' },
    },
    help,
    true,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const [target, ...more] = positionals;
  const endpoint = target === undefined || more.length > 0 ? null : parseEndpoint(target);
  if (!endpoint) throw new ConfigurationError(`cần một địa chỉ IP / needs one IP address\n\n${help}`);
  if (values.community !== undefined && values.credential !== undefined) {
    throw new ConfigurationError(`chỉ một trong hai / only one of the two: --community, --credential`);
  }
  const settings = settingsOf(doors);
  const outcome = await doors.probe({
    address: endpoint.address,
    port: endpoint.port ?? 161,
    credential: credentialOf(values.community, values.credential, doors),
    timeoutMs: settings.polling.timeoutMs,
    retries: settings.polling.retries,
  });
  if (values.json) doors.out(JSON.stringify(asJson(outcome)));
  else for (const line of asText(outcome)) doors.out(line);
  return 0;
}

function credentialOf(community: string | undefined, name: string | undefined, doors: CliDoors): SnmpCredential | null {
  if (community !== undefined) return { version: 'v2c', community };
  if (name === undefined) return null;
  const credential = doors.credential(settingsOf(doors), name);
  if (!credential) throw new ConfigurationError(`không có thông tin xác thực / no credential: ${name}`);
  return credential;
}

/** The fixed form: `{icmp: {ok, …}, snmp: {ok, reason, …}}`. */
function asJson({ icmp, snmp, reading }: ProbeOutcome) {
  return {
    icmp: { ok: icmp.outcome === 'answer', outcome: icmp.outcome, reason: icmp.reason, ...icmp.echo },
    snmp: {
      ok: snmp?.outcome === 'answer',
      outcome: snmp?.outcome ?? 'inconclusive',
      reason: snmp ? snmp.reason : 'no-credential',
      rttMs: snmp?.rttMs ?? null,
      system: reading?.system ?? null,
      interfaces: reading?.interfaces.map(({ ifIndex, ifName, ifDescr, ifOperStatus, speedBps }) => ({
        ifIndex,
        name: ifName ?? ifDescr,
        ifOperStatus,
        speedBps,
      })),
    },
  };
}

function asText({ icmp, snmp, reading }: ProbeOutcome): string[] {
  const why = (reason: string | null): string => (reason === null ? 'ok' : bothWords(label('reason', reason)));
  const echo = icmp.echo;
  const lost = echo ? `${echo.received}/${echo.sent}, ${echo.rttMsMean?.toFixed(2) ?? '–'} ms` : '';
  const lines = [`ICMP: ${icmp.outcome} ${why(icmp.reason)} ${lost}`.trimEnd()];
  lines.push(`SNMP: ${snmp ? `${snmp.outcome} ${why(snmp.reason)}` : why('no-credential')}`);
  if (reading) {
    lines.push(`  sysName: ${reading.system.sysName ?? '–'}`, `  sysDescr: ${reading.system.sysDescr ?? '–'}`);
    lines.push(`  interfaces: ${reading.interfaces.length}`);
  }
  return lines;
}
