import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { CommandEnvelope, Submit } from '../../src/command/command.ts';
import { emptyTally } from '../../src/command/tally.ts';
import { InvalidError } from '../../src/errors.ts';
import { localApp } from '../../src/http/local-app.ts';

const result = { seq: 7, subjects: [], tally: emptyTally() };

function open(submit: Submit = async () => result) {
  const lines: string[] = [];
  const app = localApp(submit, pino({}, { write: (line) => lines.push(line) }));
  const post = async (body: string) => {
    const answer = await app.request('/commands', { method: 'POST', body });
    return { status: answer.status, body: await answer.json() };
  };
  return { post, lines };
}

const envelope = { id: 'one', user: 'lan', command: { kind: 'assess', date: null } };

describe('the command line of a running service', () => {
  test('hands commands on in the name of the person at the keyboard', async () => {
    const asked: CommandEnvelope[] = [];
    const { post } = open(async (one) => {
      asked.push(one);
      return result;
    });
    expect(await post(JSON.stringify(envelope))).toEqual({ status: 200, body: result });
    expect(asked).toEqual([{ id: 'one', actor: { kind: 'cli', name: 'lan' }, scope: null, command: envelope.command }]);
  });

  test('a refusal goes back with its code and every problem', async () => {
    const problems = [{ row: 3, column: 'code', message: 'trống / empty' }];
    const { post } = open(() => Promise.reject(new InvalidError('sai / wrong', problems)));
    const { status, body } = await post(JSON.stringify(envelope));
    expect(status).toBe(400);
    expect(body).toEqual({ code: 'invalid', detail: 'sai / wrong', problems });
  });

  test('a bug is told as one, and written to the log with its stack', async () => {
    const { post, lines } = open(() => Promise.reject(new TypeError('undefined is no function')));
    expect(await post(JSON.stringify(envelope))).toMatchObject({ status: 500, body: { code: 'bug' } });
    expect(lines.join()).toMatch(/TypeError: undefined is no function.*command failed/);
  });

  test.each(['', 'not json', '{}', '{"id":1}', JSON.stringify({ ...envelope, actor: 'admin' })])(
    '%j is no command and reaches nobody',
    async (body) => {
      let asked = 0;
      const { post } = open(async () => {
        asked += 1;
        return result;
      });
      expect((await post(body)).status).toBe(500);
      expect(asked).toBe(0);
    },
  );
});
