import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import { parseEnvironment } from './environment.ts';
import { isLoopback } from './listen.ts';
import { type FileSettings, parseSettings } from './settings.ts';

/** What the service runs on: the file with the environment laid over it. `data` is an absolute path. */
export type Settings = FileSettings & {
  /** The sealing key given in HATANG_KEY; null = the key file in the data directory. */
  readonly sealingKey: KeyObject | null;
  /** Absolute path of the configuration file, or null when none was named and none stands at the default place. */
  readonly file: string | null;
};

/** What loading needs of the world. `readFile` throws as node:fs does. */
export type LoadSource = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly readFile: (file: string) => string;
};

const DEFAULT_FILE = 'config/hatang.yaml';

/** The settings in force, or a ConfigurationError with every problem of environment and file at once. */
export function loadSettings({ env, cwd, readFile }: LoadSource): Settings {
  const { environment, problems } = parseEnvironment(env);
  const name = environment.config ?? DEFAULT_FILE;
  const file = path.resolve(cwd, name);
  const text = readText(file, readFile, problems, environment.config !== undefined);
  const parsed = parseSettings(text ?? '', name);
  problems.push(...parsed.problems);
  const laid = parsed.settings && {
    ...parsed.settings,
    data: path.resolve(cwd, environment.data ?? parsed.settings.data),
    listen: environment.listen ?? parsed.settings.listen,
    listenInsecurely: environment.listenInsecurely ?? parsed.settings.listenInsecurely,
    log: environment.log ?? parsed.settings.log,
    ...placed(parsed.settings, cwd),
    sealingKey: environment.sealingKey ?? null,
    file: text === null ? null : file,
  };
  if (laid) problems.push(...exposed(laid));
  if (!laid || problems.length > 0) throw new ConfigurationError(detail(problems.length), problems);
  return laid;
}

/** Every path in the settings, made absolute on the working directory, as `data` is. */
function placed(
  { audit, outbound, oidc }: FileSettings,
  cwd: string,
): Pick<FileSettings, 'audit' | 'outbound' | 'oidc'> {
  const at = (file: string | null): string | null => (file === null ? null : path.resolve(cwd, file));
  const rule = <T extends { caFile: string | null }>(one: T): T => ({ ...one, caFile: at(one.caFile) });
  const secret = oidc?.clientSecret ?? null;
  const clientSecret = secret !== null && 'file' in secret ? { file: path.resolve(cwd, secret.file) } : secret;
  return {
    audit: { ...audit, heads: at(audit.heads), json: at(audit.json) },
    outbound: {
      oidc: rule(outbound.oidc),
      webhook: rule(outbound.webhook),
      'http-probe': rule(outbound['http-probe']),
    },
    oidc: oidc && { ...oidc, clientSecret },
  };
}

/** Only the absence of a file that nobody named goes without a word: a file that cannot be read must not turn into defaults. */
function readText(file: string, readFile: LoadSource['readFile'], problems: Problem[], named: boolean): string | null {
  try {
    return readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (named || code !== 'ENOENT') {
      problems.push({ message: `${file}: không đọc được tệp (${code}) / the file cannot be read (${code})` });
    }
    return null;
  }
}

function exposed(settings: FileSettings): Problem[] {
  if (settings.listenInsecurely || isLoopback(settings.listen)) return [];
  const at = `${settings.listen.host}:${settings.listen.port}`;
  return [
    {
      path: 'listen',
      message:
        `listen: ${at} nhận kết nối không mã hoá từ máy khác; nếu đó là chủ ý (sau reverse proxy có TLS), đặt ` +
        `listen_insecurely: true / ${at} takes unencrypted connections from other machines; if that is meant ` +
        '(behind a reverse proxy with TLS), set listen_insecurely: true (or HATANG_LISTEN_INSECURELY=1)',
    },
  ];
}

function detail(count: number): string {
  return `Cấu hình có ${count} lỗi / The configuration has ${count} problem${count === 1 ? '' : 's'}`;
}
