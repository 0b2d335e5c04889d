import { createSecretKey, type KeyObject } from 'node:crypto';
import { closestMatch } from 'leven';
import type { Problem } from '../errors.ts';
import { type Listen, parseListen } from './listen.ts';
import { logLevels } from './settings.ts';

/** What the environment says; undefined = not given, so that the file or its default holds. */
export type Environment = {
  readonly config: string | undefined;
  readonly data: string | undefined;
  readonly listen: Listen | undefined;
  /** HATANG_LISTEN_INSECURELY: 1 says that plain HTTP to other machines is meant. */
  readonly listenInsecurely: boolean | undefined;
  readonly log: (typeof logLevels)[number] | undefined;
  /** HATANG_KEY as a key object, which no log or dump can print. */
  readonly sealingKey: KeyObject | undefined;
};

const NAMES = [
  'HATANG_CONFIG',
  'HATANG_DATA',
  'HATANG_LISTEN',
  'HATANG_LISTEN_INSECURELY',
  'HATANG_LOG',
  'HATANG_KEY',
] as const;

// Read by the tests' own support; a service that a test starts inherits it.
const NOT_OURS = ['HATANG_REQUIRE_REAL'];

/** Reads the HATANG_* variables, every problem at once; an empty variable counts as not given. */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): {
  environment: Environment;
  problems: Problem[];
} {
  const problems: Problem[] = unknownNames(env).map((name) => {
    const nearest = closestMatch(name, NAMES) ?? '';
    return {
      path: name,
      message: `${name}: không có biến này, gần nhất là ${nearest} / unknown variable, the nearest is ${nearest}`,
    };
  });
  const read = <T>(name: (typeof NAMES)[number], parse: (text: string) => T | null, wanted: string): T | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === null) problems.push({ path: name, message: `${name}: ${wanted}` });
    return value ?? undefined;
  };
  const environment = {
    config: read('HATANG_CONFIG', (text) => text, ''),
    data: read('HATANG_DATA', (text) => text, ''),
    listen: read(
      'HATANG_LISTEN',
      parseListen,
      'cần địa chỉ:cổng như 127.0.0.1:8080 hoặc [::1]:8080 / needs address:port like 127.0.0.1:8080 or [::1]:8080',
    ),
    listenInsecurely: read(
      'HATANG_LISTEN_INSECURELY',
      (text) => (text === '1' ? true : text === '0' ? false : null),
      'cần 1 hoặc 0 / needs 1 or 0',
    ),
    log: read(
      'HATANG_LOG',
      (text) => logLevels.find((level) => level === text) ?? null,
      `cần một trong: ${logLevels.join(', ')} / needs one of: ${logLevels.join(', ')}`,
    ),
    sealingKey: read('HATANG_KEY', parseKey, 'cần 32 byte viết bằng base64 / needs 32 bytes written in base64'),
  };
  return { environment, problems };
}

function parseKey(text: string): KeyObject | null {
  const bytes = Buffer.from(text, 'base64');
  // Buffer.from skips what is not base64, so only a text that comes back the same was really 32 bytes.
  return bytes.length === 32 && bytes.toString('base64') === text.trim() ? createSecretKey(bytes) : null;
}

function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  // Kubernetes gives every pod beside a service named "hatang" these variables.
  const cluster = env.HATANG_SERVICE_HOST === undefined ? null : /^HATANG_(SERVICE|PORT)(_|$)/;
  const known: readonly string[] = [...NAMES, ...NOT_OURS];
  return Object.keys(env).filter((name) => name.startsWith('HATANG_') && !known.includes(name) && !cluster?.test(name));
}
