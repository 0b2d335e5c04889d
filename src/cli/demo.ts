import path from 'node:path';
import { parseDuration } from '../config/duration.ts';
import { ConfigurationError } from '../errors.ts';
import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang demo [--interval 10s] [--cut-after 60s] [--cut-for 60s]
Chạy dịch vụ trên một tỉnh giả định với các thiết bị mô phỏng SNMP trên loopback; dữ liệu ở ./data/demo.
Runs the service on an invented province with simulated SNMP agents on loopback; data in ./data/demo.
  --interval    chu kỳ đo / poll interval
  --cut-after   sau bao lâu thì cắt bộ định tuyến một xã / when a commune's router is cut
  --cut-for     cắt trong bao lâu / for how long`;

/** `hatang demo`: the service on the invented province, until it is told to stop. */
export async function demo(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values } = readArguments(
    args,
    {
      help: { type: 'boolean' },
      interval: { type: 'string', default: '10s' },
      'cut-after': { type: 'string', default: '60s' },
      'cut-for': { type: 'string', default: '60s' },
    },
    help,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const settings = settingsOf(doors);
  const data = doors.env.HATANG_DATA ? settings.data : path.join(settings.data, 'demo');
  const times = {
    intervalMs: durationOf('--interval', values.interval),
    cutAfterMs: durationOf('--cut-after', values['cut-after']),
    cutForMs: durationOf('--cut-for', values['cut-for']),
  };
  // The terminal of a demo tells its story; the log is there when it is asked for.
  const log = doors.env.HATANG_LOG ? settings.log : 'warn';
  await doors.demo({ ...settings, data, log }, times);
  return 0;
}

function durationOf(option: string, text: string): number {
  const ms = parseDuration(text);
  if (ms === null || ms < 1_000 || ms > 3_600_000) {
    throw new ConfigurationError(
      `${option}: cần khoảng thời gian từ 1s đến 60m / needs a duration from 1s to 60m: ${text}`,
    );
  }
  return ms;
}
