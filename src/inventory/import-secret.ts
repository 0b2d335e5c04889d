import type { AuthProtocol, PrivProtocol, SnmpCredential } from './credential.ts';
import { authProtocols, privProtocols } from './credential.ts';
import { given, note, type Row, readChoice, readText } from './import-cell.ts';
import type { CredentialEntry } from './import-entry.ts';

/** Where a secret stands that the document does not spell out: an environment variable or a file. */
export type SecretSource = { readonly env: string } | { readonly file: string };

/** Looks a secret up; null when there is none. The caller owns the I/O. */
export type ResolveSecret = (source: SecretSource) => string | null;

// RFC 3414 section 11.2: a password of an SNMPv3 user has at least eight characters.
const V3_PASSWORD_MIN = 8;

const V3_COLUMNS = ['user', 'auth_protocol', 'auth_password', 'priv_protocol', 'priv_password'] as const;

/** Reads one credential. No fault ever carries a secret. */
export function readCredential(row: Row, resolve: ResolveSecret): CredentialEntry {
  const name = readText(row, 'name', 80);
  const version = readChoice(row, 'version', ['v2c', 'v3']);
  const foreign = version === 'v2c' ? V3_COLUMNS : (['community'] as const);
  for (const column of foreign) if (given(row, column)) note(row, column, 'not-for-version', { version });
  return { place: row.place, name, credential: version === 'v2c' ? readV2c(row, resolve) : readV3(row, resolve) };
}

function readV2c(row: Row, resolve: ResolveSecret): SnmpCredential {
  return { version: 'v2c', community: readSecret(row, 'community', 1, resolve) };
}

function readV3(row: Row, resolve: ResolveSecret): SnmpCredential {
  return {
    version: 'v3',
    user: readText(row, 'user', 32),
    authProtocol: readProtocol<AuthProtocol>(row, 'auth_protocol', authProtocols, 'sha1'),
    authPassword: readSecret(row, 'auth_password', V3_PASSWORD_MIN, resolve),
    privProtocol: readProtocol<PrivProtocol>(row, 'priv_protocol', privProtocols, 'aes128'),
    privPassword: readSecret(row, 'priv_password', V3_PASSWORD_MIN, resolve),
  };
}

/** `SHA-256`, `sha_256` and `sha256` are the same; a bare `SHA` or `AES` is what RFC 3414 and RFC 3826 mean by it. */
function readProtocol<const T extends string>(row: Row, column: string, options: readonly [T, ...T[]], bare: T): T {
  const text = String(row.cells.get(column) ?? '')
    .toLowerCase()
    .replace(/[-_ ]/g, '');
  if (/^(md5|3?des)$/.test(text)) {
    note(row, column, 'protocol-refused', { protocol: text.toUpperCase(), allowed: options.join(', ') });
    return bare;
  }
  if (text === bare.replace(/\d+$/, '')) return bare;
  return options.find((one) => one === text) ?? readChoice(row, column, options);
}

function readSecret(row: Row, column: string, min: number, resolve: ResolveSecret): string {
  const value = row.cells.get(column);
  if (value === undefined) {
    note(row, column, 'required');
    return '';
  }
  const source = typeof value === 'string' ? null : sourceOf(value);
  if (typeof value !== 'string' && source === null) {
    note(row, column, 'secret-expected');
    return '';
  }
  const secret = typeof value === 'string' ? value : source && resolve(source);
  if (secret === null) {
    note(row, column, 'secret-missing', { source: source ? Object.entries(source).flat().join(' ') : '' });
    return '';
  }
  if (secret.length < min) note(row, column, 'secret-too-short', { min });
  return secret;
}

function sourceOf(value: unknown): SecretSource | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries: [string, unknown][] = Object.entries(value);
  const [kind, where] = entries[0] ?? [];
  if (entries.length !== 1 || typeof where !== 'string' || where === '') return null;
  if (kind === 'env') return { env: where };
  return kind === 'file' ? { file: where } : null;
}
