import { beforeAll, describe, expect, test } from 'vitest';
import { PasswordWork } from '../../src/http/password-work.ts';

let phc: string;
beforeAll(async () => {
  phc = await new PasswordWork().hash('mưa rào chiều hè');
});

describe('work on passwords', () => {
  test('tells the right password from a wrong one, and from no account at all', async () => {
    const work = new PasswordWork();
    const answers = await Promise.all([
      work.verifyOrWaste(phc, 'mưa rào chiều hè'),
      work.verifyOrWaste(phc, 'mưa rào chiều hé'),
      work.verifyOrWaste(null, 'mưa rào chiều hè'),
    ]);
    expect(answers).toEqual([true, false, false]);
  });

  test('salts every hash afresh', async () => {
    const work = new PasswordWork();
    expect(await work.hash('mưa rào chiều hè')).not.toBe(phc);
  });

  test('takes no more at once than it may, lets the others wait, and frees every place', async () => {
    const work = new PasswordWork({ atOnce: 2, mostWaiting: 3 });
    const running: number[] = [];
    const all = [phc, null, phc, 'no hash at all', null].map(async (hash) => {
      await work.verifyOrWaste(hash, 'x');
      running.push(work.load().running);
    });
    expect(work.load()).toEqual({ running: 2, waiting: 3 });
    await Promise.all(all);
    expect(Math.max(...running)).toBeLessThanOrEqual(2);
    expect(work.load()).toEqual({ running: 0, waiting: 0 });
  });

  test('takes those that wait in their turn', async () => {
    const work = new PasswordWork({ atOnce: 1, mostWaiting: 3 });
    const order: number[] = [];
    const all = [phc, 'no hash at all', null, 'none either'].map(async (hash, at) => {
      await work.verifyOrWaste(hash, 'x');
      order.push(at);
    });
    await Promise.all(all);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test('refuses as busy when too many wait, and works again when they are done', async () => {
    const work = new PasswordWork({ atOnce: 1, mostWaiting: 1 });
    const taken = [work.verifyOrWaste(phc, 'x'), work.verifyOrWaste(null, 'x')];
    await expect(work.verifyOrWaste(phc, 'x')).rejects.toMatchObject({ name: 'AppError', code: 'busy' });
    await expect(work.hash('x')).rejects.toMatchObject({ code: 'busy' });
    await Promise.all(taken);
    expect(await work.verifyOrWaste(phc, 'mưa rào chiều hè')).toBe(true);
  });

  test('an account that does not exist takes a place like any other', async () => {
    const work = new PasswordWork({ atOnce: 1, mostWaiting: 0 });
    const wasted = work.verifyOrWaste(null, 'x');
    await expect(work.verifyOrWaste(phc, 'x')).rejects.toMatchObject({ code: 'busy' });
    expect(await wasted).toBe(false);
  });
});
