import { argon2, timingSafeEqual } from 'node:crypto';

/** Parameters of argon2id (RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes). */
const PARAMETERS = { memory: 65_536, passes: 3, parallelism: 4, tagLength: 32 } as const;
/** Length of a salt. */
export const SALT_BYTES = 16;

/** Codes of what is wrong with a password that somebody chose; `text/` words them. */
export const passwordFaults = ['password-short', 'password-long', 'password-name', 'password-simple'] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/**
 * What speaks against a password (NIST SP 800-63B: length before composition); null when nothing does. Too simple: fewer
 * than 5 different characters, or not 6 left over without the words everybody takes, rows of the keyboard and repetitions.
 */
export function judgePassword(password: string, accountName: string): PasswordFault | null {
  const characters = [...password.normalize('NFC')];
  if (characters.length < 12) return 'password-short';
  if (characters.length > 256) return 'password-long';
  const [plain, name] = [folded(password), folded(accountName)];
  if (name.length >= 3 && plain.includes(name)) return 'password-name';
  const rest = withoutRuns(plain.replace(common, ' ').replace(repeated, '$1'));
  return new Set(characters).size < 5 || rest < 6 ? 'password-simple' : null;
}

/** The stored form of a password: a PHC string with its own parameters. `salt` is 16 fresh random bytes. */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return phcOf(salt, await derive(password, salt, PARAMETERS));
}

/** A PHC string of nobody: comparing with it costs what any other costs, and nothing matches it. */
export const nobodysHash = phcOf(Buffer.alloc(SALT_BYTES), Buffer.alloc(PARAMETERS.tagLength));

/**
 * Whether a password is the one behind a PHC string; a string that is none, or asks for more than 1 GiB, 16 passes or
 * 16 lanes, matches nothing.
 */
export async function matchesPassword(password: string, phc: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,86})\$([\w+/]{22,86})$/.exec(phc);
  if (!match) return false;
  const [memory = 0, passes = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  const [salt, tag] = [Buffer.from(match[4] ?? '', 'base64'), Buffer.from(match[5] ?? '', 'base64')];
  if (bare(salt) !== match[4] || bare(tag) !== match[5]) return false;
  if (memory < 8 * parallelism || memory > 1_048_576) return false;
  if (passes < 1 || passes > 16 || parallelism < 1 || parallelism > 16) return false;
  const given = await derive(password, salt, { memory, passes, parallelism, tagLength: tag.length });
  return timingSafeEqual(given, tag) && phc !== nobodysHash;
}

type Parameters = { memory: number; passes: number; parallelism: number; tagLength: number };

function derive(password: string, nonce: Buffer, parameters: Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const message = Buffer.from(password.normalize('NFC'), 'utf8');
    argon2('argon2id', { message, nonce, ...parameters }, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

function phcOf(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`;
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Without case, marks and spaces: `Hạ Tầng` is `hatang`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd');
}

const common =
  /p[a4@][s5$]{2}w[o0]rd|m[a4]tkh[a4]u|[a4]dm[i1]n|qu[a4]ntr[i1]|hatang|hethong|vietnam|xinchao|welcome|letmein/g;
/** A piece that is said at least twice in a row. */
const repeated = /(.+?)\1+/gu;
const rows = [
  '0123456789',
  '9876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '!@#$%^&*()',
];

/** How many characters are left when every run of three or more along a row counts as one. */
function withoutRuns(text: string): number {
  const characters = [...text.replaceAll(' ', '')];
  const follows = (at: number): boolean => {
    const pair = `${characters[at - 1] ?? ' '}${characters[at] ?? ' '}`;
    return rows.some((row) => row.includes(pair)) || pair === '90';
  };
  return characters.filter((_, at) => !(follows(at) && (follows(at - 1) || follows(at + 1)))).length;
}
