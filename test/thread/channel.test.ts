import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { startThread, type Thread } from '../../src/thread/channel.ts';
import type { EchoProtocol } from './echo-thread.ts';

const threads: Thread<EchoProtocol>[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.end();
});

function start(data: unknown = null) {
  const broken: Error[] = [];
  const thread = startThread<EchoProtocol>(new URL('./echo-thread.ts', import.meta.url), {
    name: 'echo',
    start: data,
    onBroken: (why) => broken.push(why),
  });
  threads.push(thread);
  return { thread, broken };
}

describe('a channel', () => {
  test('answers each question with its own answer, whichever is done first', async () => {
    const { thread } = start();
    const answers = [thread.ask('later', 60), thread.ask('later', 5), thread.ask('echo', { n: 1n, at: [null, 'Đ'] })];
    expect(thread.waiting()).toBe(3);
    expect(await Promise.all(answers)).toEqual([60, 5, { n: 1n, at: [null, 'Đ'] }]);
    expect(thread.waiting()).toBe(0);
  });

  test('a refusal arrives as the AppError it was, with its code and every problem', async () => {
    const { thread } = start();
    const error = await thread.ask('refuse', null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'invalid',
      message: 'sai / wrong',
      problems: [{ row: 3, column: 'code', message: 'trống / empty' }],
    });
  });

  test('a bug arrives as an Error with its stack, and the thread goes on', async () => {
    const { thread } = start();
    const error = await thread.ask('break', null).catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(AppError);
    expect(String(error)).toMatch(/TypeError: a bug.*echo-thread/s);
    await expect(thread.ask('unsendable', null)).rejects.toThrow(/could not be cloned/);
    expect(await thread.ask('echo', 1)).toBe(1);
  });

  test('a question that cannot be sent fails and leaves nothing waiting', async () => {
    const { thread } = start();
    await expect(thread.ask('echo', () => {})).rejects.toThrow(/could not be cloned/);
    expect(thread.waiting()).toBe(0);
  });

  test('what a thread tells unasked is heard; answers are not', async () => {
    const { thread } = start();
    const heard: unknown[] = [];
    thread.onNews((news) => heard.push(news));
    await thread.ask('tell', 'tin mới');
    await thread.ask('echo', 1);
    expect(heard).toEqual([{ news: 'tin mới' }]);
  });
});

describe('a thread that ends by itself', () => {
  test.each(['exit', 'crash'] as const)(
    'by %s: open questions fail, later ones too, and it is told once',
    async (how) => {
      const { thread, broken } = start();
      const open = thread.ask('silence', null);
      thread.ask(how, 3).catch(() => {});
      await expect(open).rejects.toThrow(/thread ended/);
      await expect(thread.ask('echo', 1)).rejects.toThrow(/thread ended/);
      expect(thread.waiting()).toBe(0);
      expect(broken).toHaveLength(1);
      expect(String(broken[0])).toMatch(how === 'exit' ? /echo ended \(exit code 3\)/ : /outside a question/);
    },
  );

  test('one that cannot even start is told of, and its questions fail', async () => {
    const { thread, broken } = start('broken from the start');
    await expect(thread.ask('echo', 1)).rejects.toThrow(/thread ended/);
    expect(broken.map(String)).toEqual(['Error: broken from the start']);
  });

  test('one that is ended on purpose is not broken; its open questions fail', async () => {
    const { thread, broken } = start();
    await thread.ask('echo', 1);
    const open = thread.ask('silence', null);
    const failed = expect(open).rejects.toThrow(/thread ended/);
    await thread.end();
    await failed;
    expect(broken).toEqual([]);
  });
});
