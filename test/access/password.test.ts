import { argon2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, judgePassword, matchesPassword, nobodysHash, SALT_BYTES } from '../../src/access/password.ts';

describe('what speaks against a password', () => {
  test.each([
    ['', 'password-short'],
    ['cầu vồng 11', 'password-short'],
    ['cầu vồng 111', null],
    ['ệ'.normalize('NFD').repeat(11), 'password-short'],
    ['mưa rào chiều hè', null],
    ['correct horse battery staple', null],
    ['x7#Kq!92mVzP', null],
    [`${'cá'.repeat(128)}x`, 'password-long'],
    [`${'cái nồi đồng '.repeat(19)}chín nấu`, null],
    ['aaaaaaaaaaaa', 'password-simple'],
    ['abababababab', 'password-simple'],
    ['abcdeabcdeabcde', 'password-simple'],
    ['123456789012', 'password-simple'],
    ['1234567890qwerty', 'password-simple'],
    ['Password1234', 'password-simple'],
    ['P@$$w0rd12345', 'password-simple'],
    ['MậtKhẩu123456', 'password-simple'],
    ['hatang@123456', 'password-simple'],
    ['Hạ Tầng 2026', 'password-simple'],
    ['xkqzv xkqzv xkqzv', 'password-simple'],
    ['xkqzv pmwtr 1', null],
    ['quantri quantri', 'password-simple'],
    ['nguyễn van an 7', 'password-name'],
    ['xNGUYEN.VAN.ANx', null],
    ['NguyenVanAn-chiều nay', 'password-name'],
  ])('%j: %s', (password, fault) => {
    expect(judgePassword(password, 'NguyenVanAn')).toBe(fault);
  });

  test('a name is found in spite of case, marks and spaces', () => {
    expect(judgePassword('Đỗ Đức Đạt số 77', 'doducdat')).toBe('password-name');
  });

  test('a name of one or two letters forbids nothing', () => {
    expect(judgePassword('mưa rào chiều hè', 'ao')).toBeNull();
  });

  test('a long password full of repetitions is judged at once', () => {
    expect(judgePassword(`${'ab'.repeat(127)}cd`, 'x')).toBe('password-simple');
  });
});

const salt = Buffer.alloc(SALT_BYTES, 7);

describe('the stored form', () => {
  test('names its algorithm and its parameters, and the password matches it', async () => {
    const phc = await hashPassword('mưa rào chiều hè', salt);
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$BwcHBwcHBwcHBwcHBwcHBw\$[A-Za-z0-9+/]{43}$/);
    expect(await matchesPassword('mưa rào chiều hè', phc)).toBe(true);
    expect(await matchesPassword('mưa rào chiều hé', phc)).toBe(false);
  });

  test('the same password under another salt is stored differently', async () => {
    const [one, other] = [salt, Buffer.alloc(SALT_BYTES, 8)].map((each) => hashPassword('mưa rào chiều hè', each));
    expect(await one).not.toBe(await other);
  });

  test('composed and decomposed letters are the same password', async () => {
    const phc = await hashPassword('mưa rào chiều hè'.normalize('NFD'), salt);
    expect(await matchesPassword('mưa rào chiều hè'.normalize('NFC'), phc)).toBe(true);
  });

  test('a salt of another length is a bug', async () => {
    await expect(hashPassword('mưa rào chiều hè', Buffer.alloc(8))).rejects.toThrow(RangeError);
  });

  test.each([
    [{ memory: 8, passes: 1, parallelism: 1, tagLength: 16 }, 8],
    [{ memory: 1024, passes: 2, parallelism: 3, tagLength: 24 }, 20],
    [{ memory: 256, passes: 16, parallelism: 16, tagLength: 64 }, 64],
  ])('of other parameters %j matches, too', async (parameters, saltBytes) => {
    const phc = foreign('đi chợ', Buffer.alloc(saltBytes, 9), parameters);
    expect(await matchesPassword('đi chợ', phc)).toBe(true);
    expect(await matchesPassword('di cho', phc)).toBe(false);
  });
});

describe('nothing matches', () => {
  const tag = 'A'.repeat(43);
  const good = `$argon2id$v=19$m=64,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$${tag}`;
  const forged = foreign('x', salt, { memory: 64, passes: 1, parallelism: 1, tagLength: 32 });
  test.each([
    '',
    'x',
    '$2b$12$abcdefghijklmnopqrstuv',
    good.replace('argon2id', 'argon2i'),
    forged.replace('v=19', 'v=16'),
    forged.replace('m=64', 'm=7'),
    forged.replace('m=64', 'm=9999999'),
    forged.replace('t=1', 't=0'),
    forged.replace('t=1', 't=17'),
    forged.replace('p=1', 'p=0'),
    forged.replace('p=1', 'p=17'),
    foreign('x', salt, { memory: 256, passes: 1, parallelism: 17, tagLength: 32 }),
    foreign('x', salt, { memory: 64, passes: 17, parallelism: 1, tagLength: 32 }),
    otherSpelling(forged),
    forged.replace('m=64', 'm=-64'),
    forged.replace('m=64', 'm=64.0'),
    `${forged}=`,
    `${forged}\n`,
    ` ${forged}`,
    forged.slice(0, -1),
    forged.slice(0, forged.lastIndexOf('$') + 1),
    forged.replace('$BwcH', '$Bwc_'),
    forged.replace(/\$[^$]+\$([^$]+)$/, '$$Bw$$$1'),
  ])('%j', async (phc) => {
    expect(await matchesPassword('x', phc)).toBe(false);
  });

  test('though the untouched string does match', async () => {
    expect(await matchesPassword('x', forged)).toBe(true);
  });

  test("nobody's hash, which costs what a fresh one costs", async () => {
    expect(await matchesPassword('x', nobodysHash)).toBe(false);
    const cost = (phc: string) => phc.split('$').slice(0, 4).join('$');
    const fresh = await hashPassword('x', salt);
    expect(cost(nobodysHash)).toBe(cost(fresh));
    expect(nobodysHash).toHaveLength(fresh.length);
  });
});

/** The same bytes in base64 with other bits beyond them. */
function otherSpelling(phc: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return phc.slice(0, -1) + (alphabet[alphabet.indexOf(phc.slice(-1)) + 1] ?? '');
}

type Parameters = { memory: number; passes: number; parallelism: number; tagLength: number };

/** A PHC string as another program would have made it. */
function foreign(password: string, nonce: Buffer, parameters: Parameters): string {
  const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const tag = argon2Sync('argon2id', { message: password, nonce, ...parameters });
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(nonce)}$${bare(tag)}`;
}
