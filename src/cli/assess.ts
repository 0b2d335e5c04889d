import { randomUUID } from 'node:crypto';
import { isCivilDate } from '../calendar/civil.ts';
import { ConfigurationError } from '../errors.ts';
import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang assess [--date YYYY-MM-DD] [--json]
Rút ra số liệu đo được của một ngày (mặc định: hôm nay, theo trạng thái lúc này).
Derives the observed facts of a day (default: today, as things stand now).`;

/** `hatang assess`: the assessment on demand. */
export async function assess(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values } = readArguments(
    args,
    { help: { type: 'boolean' }, json: { type: 'boolean' }, date: { type: 'string' } },
    help,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const date = values.date ?? null;
  if (date !== null && !isCivilDate(date)) {
    throw new ConfigurationError(`--date: không phải ngày / not a date: ${date}`);
  }
  const { submit, close } = await doors.openSubmit(settingsOf(doors));
  try {
    const actor = { kind: 'cli', name: doors.user } as const;
    const result = await submit({ id: randomUUID(), actor, scope: null, command: { kind: 'assess', date } });
    const { added, changed, same } = result.tally.facts;
    if (values.json) doors.out(JSON.stringify(result));
    else
      doors.out(
        `Số liệu đo được: ${added} mới, ${changed} đổi, ${same} giữ nguyên / Observed facts: ${added} new, ${changed} changed, ${same} the same`,
      );
    return 0;
  } finally {
    await close();
  }
}
