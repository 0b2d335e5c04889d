import { describe, expect, test } from 'vitest';
import { Limiter } from '../../src/thread/limiter.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Limiter', () => {
  test('runs at most so many at once, the others in the order they came', async () => {
    const limiter = new Limiter(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3, 4].map((one) =>
      limiter.run(() => {
        begun.push(one);
        return new Promise<number>((resolve) => ends.push(() => resolve(one)));
      }),
    );
    await settle();
    expect([begun, limiter.waiting()]).toEqual([[0, 1], 3]);
    for (let over = 0; over < 5; over += 1) {
      ends[over]?.();
      await settle();
      expect(begun.length - over - 1).toBeLessThanOrEqual(2);
    }
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
    expect(limiter.waiting()).toBe(0);
  });

  test('a place is given to one only, also while work keeps coming', async () => {
    const limiter = new Limiter(3);
    let [running, most] = [0, 0];
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await settle();
      running -= 1;
    };
    const all: Promise<void>[] = [];
    for (let wave = 0; wave < 20; wave += 1) {
      all.push(limiter.run(work), limiter.run(work));
      await settle();
      all.push(limiter.run(work), limiter.run(work), limiter.run(work));
    }
    await Promise.all(all);
    expect(most).toBe(3);
  });

  test('work that fails gives its place back', async () => {
    const limiter = new Limiter(1);
    const failed = limiter.run(() => Promise.reject(new Error('bug')));
    const next = limiter.run(async () => 'done');
    await expect(failed).rejects.toThrow('bug');
    expect(await next).toBe('done');
    expect(await limiter.run(async () => 'again')).toBe('again');
  });
});
