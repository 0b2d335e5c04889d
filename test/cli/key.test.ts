import { expect, test } from 'vitest';
import { LockedError } from '../../src/errors.ts';
import { openCli } from './open-doors.ts';

test.each(['key', 'audit-key'])('%s rotate is done, and said', async (name) => {
  const cli = openCli();
  expect(await cli.run(name, 'rotate')).toMatchObject({ code: 0, out: expect.stringMatching(/ \/ .*key/), err: '' });
  expect(cli.served).toEqual([`${name} rotate`]);
});

test.each(['key', 'audit-key'])('%s rotate while a service runs: exit 5', async (name) => {
  const refuse = () => {
    throw new LockedError('đang dùng / in use: pid 1');
  };
  const { code, err } = await openCli({ rotateKey: refuse, rotateAuditKey: refuse }).run(name, 'rotate');
  expect([code, err]).toEqual([5, expect.stringMatching(/pid 1/)]);
});
