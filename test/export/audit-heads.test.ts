import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChainHead } from '../../src/access/audit-chain.ts';
import { DamagedError } from '../../src/errors.ts';
import { publicText } from '../../src/export/audit-head-line.ts';
import { type Heads, openHeads } from '../../src/export/audit-heads.ts';

let folder: string;
let file: string;
let keyFile: string;
let heads: Heads;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-heads-'));
  file = path.join(folder, 'audit-heads.jsonl');
  keyFile = path.join(folder, 'audit-key.pem');
  heads = openHeads({ file, keyFile });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const publicFile = (): string => path.join(folder, 'audit-key.pub.pem');
const nextFile = (): string => `${keyFile}.next`;
const lines = (): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);
const head = (id: number): ChainHead => ({
  at: Date.UTC(2026, 0, id),
  id: id * 100,
  hash: createHash('sha256').update(String(id)).digest('hex'),
});

describe('the heads kept outside the database', () => {
  test('are none, and nothing is made, before the first', () => {
    expect(heads.read()).toEqual({ heads: [], fault: null });
    expect([file, keyFile, publicFile()].map((one) => existsSync(one))).toEqual([false, false, false]);
  });

  test('the first makes the key; file and key are for their owner alone', () => {
    heads.append(head(1));
    expect([file, keyFile, publicFile()].map((one) => statSync(one).mode & 0o777)).toEqual([0o600, 0o600, 0o644]);
    expect(readFileSync(keyFile, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(readFileSync(publicFile(), 'utf8')).toContain('BEGIN PUBLIC KEY');
    expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
  });

  test('a line names instant, row, hash and key, and is signed', () => {
    heads.append(head(1));
    expect(lines().map((line) => Object.keys(JSON.parse(line)))).toEqual([
      ['at', 'publicKey', 'keyId', 'countersignature', 'signature'],
      ['at', 'id', 'hash', 'keyId', 'signature'],
    ]);
  });

  test('are added to, never rewritten, and read the same by whoever opens them later', () => {
    let before = '';
    for (let day = 1; day <= 4; day += 1) {
      openHeads({ file, keyFile }).append(head(day));
      const text = readFileSync(file, 'utf8');
      expect(text.startsWith(before)).toBe(true);
      before = text;
    }
    expect(openHeads({ file, keyFile }).read().heads).toEqual([1, 2, 3, 4].map(head));
  });

  test('a key readable by others is taken back', () => {
    heads.append(head(1));
    writeFileSync(`${keyFile}.copy`, readFileSync(keyFile), { mode: 0o644 });
    renameSync(`${keyFile}.copy`, keyFile);
    heads.append(head(2));
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  test('are checked by an auditor with the file and the public key alone, who cannot add to them', () => {
    heads.append(head(1));
    heads.rotate(head(2).at);
    heads.append(head(2));
    const away = mkdtempSync(path.join(tmpdir(), 'hatang-auditor-'));
    try {
      const theirs = { file: path.join(away, 'heads.jsonl'), keyFile: path.join(away, 'audit-key.pem') };
      copyFileSync(file, theirs.file);
      expect(openHeads(theirs).read().fault).toEqual({ line: 1, reason: 'key-missing' });
      copyFileSync(publicFile(), path.join(away, 'audit-key.pub.pem'));
      expect(openHeads(theirs).read()).toEqual({ heads: [head(1), head(2)], fault: null });
      expect(() => openHeads(theirs).append(head(3))).toThrow(DamagedError);
      expect(readFileSync(theirs.file)).toEqual(readFileSync(file));
    } finally {
      rmSync(away, { recursive: true });
    }
  });
});

describe('a new key', () => {
  test('takes over, and what the old ones signed still holds', () => {
    const keys = new Set<string>();
    for (let day = 1; day <= 4; day += 1) {
      heads.append(head(day));
      keys.add(readFileSync(keyFile, 'utf8'));
      heads.rotate(head(day).at);
    }
    expect(keys.size).toBe(4);
    expect(heads.read()).toEqual({ heads: [1, 2, 3, 4].map(head), fault: null });
    expect(existsSync(nextFile())).toBe(false);
  });

  test('is the first one where there is none', () => {
    heads.rotate(0);
    heads.append(head(1));
    expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
  });
});

describe('the first bad line is named, and only the heads before it count', () => {
  /** What is done to the lines of a file, at line `at` (from 1) of `n`. */
  const attacks: Record<string, (lines: string[], at: number, mark: number) => string[]> = {
    'a character changed': (all, at, mark) =>
      all.map((line, one) => {
        const where = mark % line.length;
        return one === at - 1
          ? `${line.slice(0, where)}${line[where] === '7' ? '8' : '7'}${line.slice(where + 1)}`
          : line;
      }),
    'a space put in': (all, at, mark) =>
      all.map((line, one) => {
        const where = mark % (line.length + 1);
        return one === at - 1 ? `${line.slice(0, where)} ${line.slice(where)}` : line;
      }),
    'a line taken out': (all, at) => all.filter((_, one) => one !== at - 1),
    'two lines swapped': (all, at) =>
      all.map((line, one) => all[one === at - 1 ? at : one === at ? at - 1 : one] ?? line),
    'a line repeated': (all, at) => all.flatMap((line, one) => (one === at - 1 ? [all[at] ?? line, line] : [line])),
    'an empty line': (all, at) => all.flatMap((line, one) => (one === at - 1 ? ['', line] : [line])),
  };

  test.each(Object.keys(attacks))('%s', (name) => {
    for (const day of [1, 2, 3, 4, 5, 6]) {
      heads.append(head(day));
      if (day % 2 === 0) heads.rotate(head(day).at);
    }
    const all = lines();
    const key = readFileSync(keyFile);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: all.length - 1 }), fc.nat(1000), (at, mark) => {
        const good = all.slice(0, at - 1).flatMap((line) => {
          const { at, id, hash } = JSON.parse(line);
          return id === undefined ? [] : [{ at, id, hash }];
        });
        const bad = attacks[name]?.(all, at, mark).map((line) => `${line}\n`) ?? [];
        writeFileSync(file, bad.join(''));
        const read = heads.read();
        expect(read.fault?.line).toBe(at);
        expect(['malformed', 'signature-differs', 'key-unknown']).toContain(read.fault?.reason);
        expect(read.heads).toEqual(good);
        expect(() => heads.append(head(9))).toThrow(DamagedError);
        expect(() => heads.rotate(9)).toThrow(DamagedError);
        expect(readFileSync(file, 'utf8')).toBe(bad.join(''));
      }),
      { numRuns: 40 },
    );
    expect(readFileSync(keyFile)).toEqual(key);
  });

  test('a signature spelled in another way', () => {
    heads.append(head(1));
    heads.append(head(2));
    const [first, second = '', third] = lines();
    const other = second.replace(/[AQgw]=="\}$/, (end) => `${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[end[0] ?? '']}=="}`);
    expect(other).not.toBe(second);
    writeFileSync(file, `${[first, other, third].join('\n')}\n`);
    expect(heads.read()).toEqual({ heads: [], fault: { line: 2, reason: 'malformed' } });
  });

  test('a key that the one before did not name', () => {
    heads.append(head(1));
    heads.rotate(2);
    heads.append(head(2));
    const [first, second, , fourth] = lines();
    writeFileSync(file, `${[first, second, fourth].join('\n')}\n`);
    expect(heads.read()).toEqual({ heads: [head(1)], fault: { line: 3, reason: 'key-unknown' } });
  });

  test('a file that is gone, or empty, while its key is there', () => {
    heads.append(head(1));
    for (const spoil of [() => rmSync(file), () => writeFileSync(file, '')]) {
      spoil();
      expect(heads.read()).toEqual({ heads: [], fault: { line: 1, reason: 'missing' } });
      expect(() => heads.append(head(2))).toThrow(/audit-heads\.jsonl:1: missing/);
    }
  });

  test('a file that another key wrote from its first line on', () => {
    heads.append(head(1));
    const [own, mine] = [readFileSync(keyFile), readFileSync(publicFile())];
    for (const one of [file, keyFile, publicFile()]) rmSync(one);
    heads.append(head(2));
    writeFileSync(keyFile, own);
    writeFileSync(publicFile(), mine);
    expect(heads.read()).toEqual({ heads: [], fault: { line: 1, reason: 'key-differs' } });
  });

  test('such a file is not vouched for by naming our key at its end', () => {
    heads.append(head(1));
    const ours = readFileSync(keyFile);
    const [{ publicKey }] = lines().map((line) => JSON.parse(line));
    rmSync(file);
    const thief = generateKeyPairSync('ed25519').privateKey;
    const theirs = publicText(thief);
    const keyId = createHash('sha256').update(Buffer.from(theirs, 'base64')).digest('hex').slice(0, 16);
    const signed = (...parts: unknown[]) => sign(null, Buffer.from(JSON.stringify(parts)), thief).toString('base64');
    const first = signed('hatang audit key', '', 1, theirs, keyId);
    const second = signed('hatang audit key', first, 2, publicKey, keyId);
    const forged = [
      { at: 1, publicKey: theirs, keyId, countersignature: first, signature: first },
      { at: 2, publicKey, keyId, countersignature: second, signature: second },
    ];
    const write = (entries: object[]) => writeFileSync(file, entries.map((one) => `${JSON.stringify(one)}\n`).join(''));
    write(forged);
    expect(heads.read()).toEqual({ heads: [], fault: { line: 2, reason: 'signature-differs' } });
    write(forged.slice(0, 1));
    expect(heads.read()).toEqual({ heads: [], fault: { line: 1, reason: 'key-differs' } });
    expect(readFileSync(keyFile)).toEqual(ours);
  });
});

describe('a crash', () => {
  test('in the middle of a line is told apart from tampering, and the next head repairs it', () => {
    heads.append(head(1));
    const before = readFileSync(file);
    heads.append(head(2));
    const after = readFileSync(file);
    for (const length of [before.length + 1, before.length + 50, after.length - 1]) {
      writeFileSync(file, after.subarray(0, length));
      expect(heads.read()).toEqual({ heads: [head(1)], fault: { line: 3, reason: 'torn' } });
      heads.append(head(3));
      expect(heads.read()).toEqual({ heads: [head(1), head(3)], fault: null });
    }
    writeFileSync(file, Buffer.concat([before, Buffer.alloc(300)]));
    expect(heads.read().fault).toEqual({ line: 3, reason: 'torn' });
    heads.append(head(3));
    expect(heads.read().fault).toBeNull();
  });

  const goesOn = (known: ChainHead[]): void => {
    const later = openHeads({ file, keyFile });
    later.append(head(8));
    later.rotate(8);
    later.append(head(9));
    expect(later.read()).toEqual({ heads: [...known, head(8), head(9)], fault: null });
    expect(existsSync(nextFile())).toBe(false);
  };

  test('after the first key was made but not announced loses nothing', () => {
    heads.append(head(1));
    renameSync(keyFile, nextFile());
    rmSync(publicFile());
    const [first = ''] = lines();
    for (const text of [null, '', first.slice(0, 40)]) {
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
      expect(heads.read().heads).toEqual([]);
      expect([null, 'torn']).toContain(heads.read().fault?.reason ?? null);
      heads.append(head(1));
      expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
      renameSync(keyFile, nextFile());
      rmSync(publicFile());
    }
  });

  test('after the first key was announced but not put in its place loses nothing', () => {
    heads.append(head(1));
    renameSync(keyFile, nextFile());
    rmSync(publicFile());
    expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
    goesOn([head(1)]);
  });

  test('after the next key was made, or half of it, loses nothing', () => {
    heads.append(head(1));
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    for (const text of [pem, pem.slice(0, 50), '']) {
      writeFileSync(nextFile(), text);
      expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
    }
    goesOn([head(1)]);
  });

  test('in the middle of announcing the next key leaves the old one in use', () => {
    heads.append(head(1));
    const [text, key, half] = [readFileSync(file), readFileSync(keyFile), readFileSync(publicFile())];
    heads.rotate(2);
    const announced = readFileSync(file);
    writeFileSync(file, announced.subarray(0, text.length + 100));
    renameSync(keyFile, nextFile());
    writeFileSync(keyFile, key);
    writeFileSync(publicFile(), half);
    expect(heads.read()).toEqual({ heads: [head(1)], fault: { line: 3, reason: 'torn' } });
    goesOn([head(1)]);
  });

  test('after the next key was announced leaves the new one in use', () => {
    heads.append(head(1));
    const [key, half] = [readFileSync(keyFile), readFileSync(publicFile())];
    heads.rotate(2);
    const fresh = readFileSync(keyFile);
    renameSync(keyFile, nextFile());
    writeFileSync(keyFile, key);
    writeFileSync(publicFile(), half);
    expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
    heads.append(head(2));
    expect(readFileSync(keyFile)).toEqual(fresh);
    goesOn([head(1), head(2)]);
  });

  test('before the public half was written leaves it to the next head', () => {
    heads.append(head(1));
    const half = readFileSync(publicFile());
    heads.rotate(2);
    const fresh = readFileSync(publicFile());
    writeFileSync(publicFile(), half);
    expect(heads.read()).toEqual({ heads: [head(1)], fault: null });
    heads.append(head(2));
    expect(readFileSync(publicFile())).toEqual(fresh);
    goesOn([head(1), head(2)]);
  });
});
