import { createHash, randomBytes } from 'node:crypto';
import { type Account, isLocked } from '../access/account.ts';
import { hashPassword, judgePassword, SALT_BYTES } from '../access/password.ts';
import { accessRoles } from '../access/role.ts';
import { DAY_MS } from '../calendar/interval.ts';
import type { Settings } from '../config/load.ts';
import { ConfigurationError, InvalidError, NotFoundError } from '../errors.ts';
import { sayBoth } from '../text/catalogue.ts';
import { readArguments } from './arguments.ts';
import { askFor, chooseWord } from './ask.ts';
import type { AccessLook, CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang account create NAME [--full-name TEXT] [--role ROLE [--agency CODE]] [--password-file FILE] [--json]
npx hatang account list [--json]
npx hatang account disable|enable NAME
npx hatang account reset NAME [--totp] [--json]
Tài khoản. create và reset in một liên kết dùng một lần trong 24 giờ để người dùng tự đặt mật khẩu.
Accounts. create and reset print a link, good once within 24 hours, by which people choose their password themselves.
  --role            ${accessRoles.join(', ')}
  --agency          vai trò chỉ ở cơ quan này và cấp dưới / the role is for this agency and those below it only
  --password-file   lấy mật khẩu ở dòng đầu của tệp / takes the password from the first line of a file
  --totp            bỏ cả xác thực hai bước / takes the second factor away as well`;

const options = {
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  'full-name': { type: 'string' },
  role: { type: 'string' },
  agency: { type: 'string' },
  'password-file': { type: 'string' },
  totp: { type: 'boolean' },
} as const;

/** `hatang account`: makes, lists, shuts and opens accounts, and hands out links for new passwords. */
export async function account(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(args, options, help, true);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const [word, name, ...more] = positionals;
  const act = chooseWord('account', word, ['create', 'list', 'disable', 'enable', 'reset']);
  const json = values.json ?? false;
  if (more.length > 0 || (name === undefined) !== (act === 'list')) {
    throw new ConfigurationError(`tham số sai / wrong arguments\n\n${help}`);
  }
  const settings = settingsOf(doors);
  if (name === undefined) list(settings, json, doors);
  else if (act === 'create') await create(name, values, settings, doors);
  else if (act === 'reset') await reset(name, values.totp ?? false, settings, json, doors);
  else {
    const kind = act === 'disable' ? 'account.disable' : 'account.enable';
    const { id } = find(name, settings, doors);
    await askFor(doors, settings, (ask) => ask({ kind, account: id }));
    doors.out(act === 'disable' ? `Đã vô hiệu / Disabled: ${name}` : `Đã mở lại / Enabled: ${name}`);
  }
  return 0;
}

type Values = {
  readonly json?: boolean;
  readonly 'full-name'?: string;
  readonly role?: string;
  readonly agency?: string;
  readonly 'password-file'?: string;
};

async function create(name: string, values: Values, settings: Settings, doors: CliDoors): Promise<void> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/.test(name)) {
    throw new ConfigurationError(
      'tên gồm 2–64 chữ không dấu, số, . _ @ - / a name is 2 to 64 letters, digits, . _ @ -',
    );
  }
  if (values.role === undefined && values.agency !== undefined) throw new ConfigurationError('--agency: --role?');
  const role = values.role === undefined ? null : chooseWord('--role', values.role, accessRoles);
  const grants = role === null ? [] : [{ role, agency: values.agency ?? null }];
  const file = values['password-file'];
  const passwordHash = file === undefined ? null : await hashOf(file, name, doors);
  const link = file === undefined ? newLink(settings, doors) : null;
  await askFor(doors, settings, async (ask) => {
    const fullName = values['full-name'] ?? name;
    const made = await ask({ kind: 'account.create', name, fullName, passwordHash, grants });
    const id = Number(made.subjects.find((one) => one.kind === 'accounts')?.id);
    if (link) await ask({ kind: 'setup.make', account: id, hash: link.hash, expiresAt: link.expiresAt });
  });
  tell(name, link, values.json ?? false, doors);
}

async function reset(name: string, totp: boolean, settings: Settings, json: boolean, doors: CliDoors): Promise<void> {
  const { id } = find(name, settings, doors);
  const link = newLink(settings, doors);
  await askFor(doors, settings, async (ask) => {
    if (totp) await ask({ kind: 'account.totp', account: id, secret: null });
    await ask({ kind: 'setup.make', account: id, hash: link.hash, expiresAt: link.expiresAt });
  });
  tell(name, link, json, doors);
}

type Link = { readonly url: string; readonly hash: string; readonly expiresAt: number };

function newLink({ publicOrigin, listen }: Settings, doors: CliDoors): Link {
  const code = randomBytes(24).toString('base64url');
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  const url = `${publicOrigin ?? `http://${host}:${listen.port}`}/setup?code=${code}`;
  return { url, hash: createHash('sha256').update(code).digest('hex'), expiresAt: doors.now() + DAY_MS };
}

function tell(name: string, link: Link | null, json: boolean, doors: CliDoors): void {
  const until = link && new Date(link.expiresAt).toISOString();
  if (json) doors.out(JSON.stringify({ name, link: link?.url ?? null, expiresAt: until }));
  else if (link === null) doors.out(`Đã tạo / Made: ${name}`);
  else doors.out(`${name}: mở một lần trước ${until} / open once before ${until}:\n${link.url}`);
}

async function hashOf(file: string, name: string, doors: CliDoors): Promise<string> {
  const password = firstLine(file, doors);
  const fault = judgePassword(password, name);
  if (fault) throw new InvalidError(sayBoth(fault));
  return hashPassword(password, randomBytes(SALT_BYTES));
}

function firstLine(file: string, doors: CliDoors): string {
  try {
    return new TextDecoder().decode(doors.readFile(file)).split(/\r?\n/)[0] ?? '';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`--password-file: không đọc được tệp / the file cannot be read: ${why}`);
  }
}

function find(name: string, settings: Settings, doors: CliDoors): Account {
  const look = doors.openAccess(settings);
  const found = look.accounts().find((one) => one.name === name.toLowerCase());
  look.close();
  if (!found) throw new NotFoundError(`không có tài khoản / no account: ${name}`);
  return found;
}

function list(settings: Settings, json: boolean, doors: CliDoors): void {
  const look = doors.openAccess(settings);
  try {
    const lines = look.accounts().map((one) => asListed(one, look, doors.now()));
    if (json) doors.out(JSON.stringify(lines));
    else for (const line of lines) doors.out(asText(line));
  } finally {
    look.close();
  }
}

function asListed(one: Account, look: AccessLook, now: number) {
  const state = one.disabled === null ? (isLocked(one, now) ? 'locked' : 'open') : `disabled (${one.disabled})`;
  const roles = look.grants(one.id).map(({ role, agencyId }) => ({
    role,
    agency: agencyId === null ? null : look.agencyCode(agencyId),
  }));
  const { name, fullName, hasPassword, hasTotp } = one;
  const lastUsedAt = new Date(one.lastUsedAt).toISOString();
  return { name, fullName, state, roles, hasPassword, hasTotp, provider: one.oidcSubject !== null, lastUsedAt };
}

function asText({ name, fullName, state, roles, hasTotp, lastUsedAt }: ReturnType<typeof asListed>): string {
  const held = roles.map(({ role, agency }) => `${role} ${agency ?? '*'}`).join(', ') || '–';
  return `${name}  ${fullName}  ${held}  ${state}${hasTotp ? ', TOTP' : ''}, dùng/used ${lastUsedAt}`;
}
