import { randomBytes } from 'node:crypto';
import { accessRoles } from '../access/role.ts';
import { TOKEN_BYTES, type Token, tokenHash, tokenText } from '../access/token.ts';
import { DAY_MS } from '../calendar/interval.ts';
import { ConfigurationError, NotFoundError } from '../errors.ts';
import { canonicalCidr } from '../inventory/prefix.ts';
import { readArguments } from './arguments.ts';
import { askFor, chooseWord } from './ask.ts';
import type { AccessLook, CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang token create --role ROLE [--agency CODE] [--days N] [--name NAME] [--cidr CIDR]... [--json]
npx hatang token list [--json]
npx hatang token revoke ID|PREFIX
Mã truy cập cho chương trình: chỉ hiện một lần khi tạo, gửi trong "Authorization: Bearer" hoặc làm mật khẩu.
Tokens for programs: shown once when made, sent as "Authorization: Bearer" or as a password.
  --role     ${accessRoles.join(', ')}
  --agency   chỉ cơ quan này và cấp dưới / this agency and those below it only
  --days     hết hạn sau (mặc định 365) / expires after (default 365)
  --cidr     chỉ từ dải địa chỉ này / from this network only`;

const options = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  role: { type: 'string' },
  agency: { type: 'string' },
  days: { type: 'string', default: '365' },
  name: { type: 'string' },
  cidr: { type: 'string', multiple: true },
} as const;

/** `hatang token`: makes, lists and revokes tokens. */
export async function token(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(args, options, help, true);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const [word, ...rest] = positionals;
  const act = chooseWord('token', word, ['create', 'list', 'revoke']);
  if (rest.length !== (act === 'revoke' ? 1 : 0))
    throw new ConfigurationError(`tham số sai / wrong arguments\n\n${help}`);
  if (act === 'create') await create(values, doors);
  else if (act === 'list') list(values.json ?? false, doors);
  else await revoke(rest[0] ?? '', doors);
  return 0;
}

type Values = {
  readonly json?: boolean;
  readonly role?: string;
  readonly agency?: string;
  readonly days: string;
  readonly name?: string;
  readonly cidr?: string[];
};

async function create(values: Values, doors: CliDoors): Promise<void> {
  const role = chooseWord('--role', values.role, accessRoles);
  if (!/^[1-9]\d{0,3}$/.test(values.days)) {
    throw new ConfigurationError(
      `--days: cần số ngày từ 1 đến 9999 / needs a number of days from 1 to 9999: ${values.days}`,
    );
  }
  const cidrs = (values.cidr ?? []).map((cidr) => {
    const canonical = canonicalCidr(cidr);
    if (canonical === null) throw new ConfigurationError(`--cidr: không phải dải địa chỉ / not a network: ${cidr}`);
    return canonical;
  });
  const settings = settingsOf(doors);
  const { text, prefix } = tokenText(randomBytes(TOKEN_BYTES));
  const expiresAt = doors.now() + Number(values.days) * DAY_MS;
  const agency = values.agency ?? null;
  const name = values.name ?? `${role} ${prefix}`;
  await askFor(doors, settings, async (ask) => {
    await ask({ kind: 'access.prepare', tokenKey: randomBytes(32).toString('base64') });
    const look = doors.openAccess(settings);
    try {
      const hash = tokenHash(text, look.tokenKey());
      await ask({ kind: 'token.create', prefix, hash, name, role, agency, expiresAt, cidrs });
    } finally {
      look.close();
    }
  });
  const until = new Date(expiresAt).toISOString();
  if (values.json) {
    doors.out(JSON.stringify({ token: text, prefix, name, role, agency, expiresAt: until, cidrs }));
    return;
  }
  doors.out(text);
  doors.err(`Chỉ hiện một lần này; hết hạn ${until} / Shown this once; expires ${until}`);
}

function list(json: boolean, doors: CliDoors): void {
  const look = doors.openAccess(settingsOf(doors));
  try {
    const now = doors.now();
    const lines = look.tokens().map((one) => asListed(one, look, now));
    if (json) doors.out(JSON.stringify(lines));
    else for (const line of lines) doors.out(asText(line));
  } finally {
    look.close();
  }
}

function asListed(one: Token, look: AccessLook, now: number) {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const isExpired = one.expiresAt !== null && one.expiresAt <= now;
  const state = one.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'valid';
  const { id, prefix, name, role, cidrs } = one;
  const agency = one.agencyId === null ? null : look.agencyCode(one.agencyId);
  const [expiresAt, lastUsedAt] = [instant(one.expiresAt), instant(one.lastUsedAt)];
  return { id, prefix, name, role, agency, cidrs, state, expiresAt, lastUsedAt };
}

function asText({ id, prefix, name, role, agency, cidrs, state, expiresAt, lastUsedAt }: ReturnType<typeof asListed>) {
  const where = [agency ?? '*', ...cidrs].join(' ');
  const times = `${state}, đến/until ${expiresAt ?? '–'}, dùng/used ${lastUsedAt ?? '–'}`;
  return `${id}  ht_${prefix}_…  ${role} ${where}  ${name}  (${times})`;
}

async function revoke(named: string, doors: CliDoors): Promise<void> {
  const settings = settingsOf(doors);
  const look = doors.openAccess(settings);
  const wanted = named.replace(/^ht_/, '').slice(0, 8);
  const found = look.tokens().find((one) => String(one.id) === named || one.prefix === wanted);
  look.close();
  if (!found) throw new NotFoundError(`không có mã truy cập / no token: ${named.slice(0, 11)}`);
  await askFor(doors, settings, (ask) => ask({ kind: 'token.revoke', token: found.id }));
  doors.out(`Đã thu hồi / Revoked: ht_${found.prefix}_… ${found.name}`);
}
