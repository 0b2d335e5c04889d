import type { GrantWish } from '../../../src/command/access-command.ts';
import { agency, openDesk } from '../desk.ts';

/** What a password hash looks like; nobody's password. */
export const PHC = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g';
export const SECRET = 'JBSWY3DPEHPK3PXPCANARYTOTPSECRET';
export const HOUR_MS = 3_600_000;
export const SITE: GrantWish = { role: 'administrator', agency: null };

/** Every table that a refused or repeated access command must leave as it was. */
const accessTables = [
  'account',
  'audit',
  'command_log',
  'commit_log',
  'recovery_code',
  'role_grant',
  'secret',
  'session',
  'setup_link',
  'sqlite_sequence',
  'token',
] as const;

/** A desk with the agencies S1 and, below it, X1. */
export function openAccess() {
  const desk = openDesk();
  desk.import({ agencies: [agency('S1', { block: 'department' }), agency('X1', { parent: 'S1' })] });
  const accounts = () => desk.store.read.accounts;
  const one = (id: number) => {
    const account = accounts().byId(id);
    if (!account) throw new Error(`no account ${id}`);
    return account;
  };
  return {
    ...desk,
    get store() {
      return desk.store;
    },
    one,
    /** Makes an account; answers its id. */
    make(name: string, grants: readonly GrantWish[] = [], passwordHash: string | null = PHC): number {
      desk.run({ kind: 'account.create', name, fullName: name, passwordHash, grants });
      return accounts().byName(name)?.id ?? 0;
    },
    begin(account: number, session: string, step: number | null = null, recoveryHash: string | null = null) {
      return desk.run({ kind: 'session.begin', account, session, step, recoveryHash });
    },
    begins(account: number, session: string, step: number | null = null, recoveryHash: string | null = null) {
      return { kind: 'session.begin', account, session, step, recoveryHash } as const;
    },
    sessions: (account: number) => desk.store.read.sessions.ofAccount(account).map((session) => session.hash),
    roles: (account: number) =>
      accounts()
        .grants(account)
        .map(({ role, agencyId }) => [role, agencyId]),
    secrets: (account: number) => desk.store.accounts.secrets.of(account),
    /** The newest rows of the record: action, kind, id and what is told. */
    told(count: number) {
      return desk.store.read.audits.list({ limit: count }).map((row) => {
        return [row.action, row.subjectKind, row.subjectId, row.detail];
      });
    },
    everything: () => Object.fromEntries(accessTables.map((table) => [table, desk.rows(table)])),
  };
}
