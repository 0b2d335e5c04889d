import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openCli } from './open-doors.ts';

/** A record of three rows; `attack` is carried out on the database file itself, its triggers out of the way. */
async function recorded(attack = '') {
  const cli = openCli();
  for (const name of ['an', 'binh', 'chi']) await cli.run('account', 'create', name);
  const rows = [...cli.store.read.audits.lines()];
  const db = new Database(`${cli.folder}/hatang.db`);
  db.exec('drop trigger audit_keeps_versions; drop trigger audit_keeps_rows;');
  db.exec(attack);
  db.close();
  return { cli, rows };
}

test('a record that nobody touched: exit 0, with how much was checked', async () => {
  const { cli, rows } = await recorded();
  expect(await cli.run('verify', 'audit')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/right: 6 rows, 0 heads/),
  });
  const last = rows.at(-1);
  cli.heads.heads.push({ at: 1, id: last?.id ?? 0, hash: last?.hash ?? '' });
  const { code, out } = await cli.run('verify', 'audit', '--json');
  expect([code, JSON.parse(out)]).toEqual([0, { ok: true, rows: 6, heads: 1, fault: null, headsFault: null }]);
});

test.each([
  ['detail', "update audit set detail = '{}' where id = 3", 3, 'hash-differs'],
  ['the actor', "update audit set actor = 'cli:ai' where id = 1", 1, 'hash-differs'],
  ['an instant that is no number', "update audit set at = 'khi nào' where id = 2", 2, 'hash-differs'],
  ['a row gone', 'delete from audit where id = 4', 4, 'row-missing'],
])('%s: exit 3 with the first bad row and why', async (_, attack, id, reason) => {
  const { cli } = await recorded(attack);
  const { code, out, err } = await cli.run('verify', 'audit');
  expect([code, out]).toEqual([3, '']);
  expect(err).toMatch(new RegExp(`(audit row ${id} was changed|audit row ${id} is missing)`));
  expect(JSON.parse((await cli.run('verify', 'audit', '--json')).out)).toMatchObject({
    ok: false,
    fault: { id, reason },
  });
});

test('heads that are bad are named with file and line; a torn last line is no reproach', async () => {
  const { cli } = await recorded();
  cli.heads.fault = { line: 4, reason: 'signature-differs' };
  expect(await cli.run('verify', 'audit')).toMatchObject({
    code: 3,
    err: expect.stringMatching(/heads\.jsonl: .*heads file, line 4: the signature does not fit/),
  });
  cli.heads.fault = { line: 4, reason: 'torn' };
  expect(await cli.run('verify', 'audit')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/line 4: cut short by a crash[\s\S]*The audit is right/),
  });
});
