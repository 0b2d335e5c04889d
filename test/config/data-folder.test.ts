import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureDataFolder, ensureToken } from '../../src/config/data-folder.ts';
import { loadSettings } from '../../src/config/load.ts';
import { ensureKeyFile, readKeyFile } from '../../src/config/sealing-keys.ts';
import { ConfigurationError } from '../../src/errors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('the data directory', () => {
  test('is made with all that leads to it, for its owner alone', () => {
    const deep = path.join(folder, 'a/b/data');
    ensureDataFolder(deep);
    expect(modeOf(deep)).toBe(0o700);
    ensureDataFolder(deep);
  });

  test('where it cannot be made the directory is named', () => {
    writeFileSync(path.join(folder, 'file'), '');
    for (const name of ['file', 'file/data']) {
      expect(() => ensureDataFolder(path.join(folder, name))).toThrow(ConfigurationError);
      expect(() => ensureDataFolder(path.join(folder, name))).toThrow(path.join(folder, name));
    }
  });
});

describe('the token', () => {
  test('is made once, 256 bits of chance, readable by its owner alone', () => {
    const first = ensureToken(folder);
    expect(first.token).toMatch(/^[\w-]{43}$/);
    expect(modeOf(first.file)).toBe(0o600);
    expect(readFileSync(first.file, 'utf8')).toBe(`${first.token}\n`);
    expect(ensureToken(folder)).toEqual(first);
    expect(readdirSync(folder)).toEqual(['token']);
    rmSync(first.file);
    expect(ensureToken(folder).token).not.toBe(first.token);
  });

  test('a token file that others could read is closed to them', () => {
    const { file } = ensureToken(folder);
    chmodSync(file, 0o644);
    ensureToken(folder);
    expect(modeOf(file)).toBe(0o600);
  });

  test.each(['', '\n', 'short', 'with a blank in it that nobody can send as a bearer'])(
    'a token file with %j opens no door: it is refused and the file named',
    (text) => {
      writeFileSync(path.join(folder, 'token'), text);
      expect(() => ensureToken(folder)).toThrow(ConfigurationError);
      expect(() => ensureToken(folder)).toThrow(path.join(folder, 'token'));
    },
  );
});

describe('the sealing key', () => {
  test('is made once, 32 bytes, readable by its owner alone, and the first time says that it is new', () => {
    const first = ensureKeyFile(folder);
    expect([first.made, first.key.symmetricKeySize, modeOf(first.file)]).toEqual([true, 32, 0o600]);
    const second = ensureKeyFile(folder);
    expect(second.made).toBe(false);
    expect(second.key.equals(first.key)).toBe(true);
    expect(readKeyFile(folder).equals(first.key)).toBe(true);
    expect(readdirSync(folder)).toEqual(['key']);
  });

  test('its text is what HATANG_KEY takes', () => {
    const { key, file } = ensureKeyFile(folder);
    const env = { HATANG_KEY: readFileSync(file, 'utf8').trim() };
    const absent = () => {
      throw Object.assign(new Error('absent'), { code: 'ENOENT' });
    };
    const { sealingKey } = loadSettings({ env, cwd: folder, readFile: absent });
    expect(sealingKey?.equals(key)).toBe(true);
  });

  test('a key written without padding, in the alphabet of URLs, is the same key', () => {
    const { key, file } = ensureKeyFile(folder);
    writeFileSync(file, Buffer.from(readFileSync(file, 'utf8'), 'base64').toString('base64url'));
    expect(ensureKeyFile(folder).key.equals(key)).toBe(true);
  });

  test.each(['', 'not a key', 'A'.repeat(43).concat('é'), 'A'.repeat(60)])(
    'a key file with %j is refused, never replaced: what it sealed would be lost',
    (text) => {
      const file = path.join(folder, 'key');
      writeFileSync(file, text);
      for (const read of [ensureKeyFile, readKeyFile]) {
        expect(() => read(folder)).toThrow(ConfigurationError);
        expect(() => read(folder)).toThrow(file);
      }
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('reading never makes a key', () => {
    expect(() => readKeyFile(folder)).toThrow(ConfigurationError);
    expect(existsSync(path.join(folder, 'key'))).toBe(false);
  });

  test('what a start that was killed half-way left behind does not stop the next', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'key.new'), 'half');
    expect(ensureKeyFile(folder).made).toBe(true);
  });

  test('no dump prints it', () => {
    const { key, file } = ensureKeyFile(folder);
    expect(inspect(key) + JSON.stringify(key)).not.toContain(readFileSync(file, 'utf8').trim());
  });
});
