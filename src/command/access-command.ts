import type { AccessRole } from '../access/role.ts';

/** Lifetime rules a sweep goes by, ms. */
type SweepLimits = { readonly disableAfterMs: number; readonly absoluteMs: number; readonly idleMs: number };

/** A role on an agency's subtree, the agency by its code; null = the whole tree. */
export type GrantWish = { readonly role: AccessRole; readonly agency: string | null };

/**
 * What can be asked about people and programs. Passwords and token texts never travel: only their hashes do. A session is
 * named by the hash of what its cookie holds.
 */
export type AccessCommand =
  | {
      readonly kind: 'account.create';
      readonly name: string;
      readonly fullName: string;
      readonly passwordHash: string | null;
      readonly grants: readonly GrantWish[];
    }
  | { readonly kind: 'account.rename'; readonly account: number; readonly fullName: string }
  /** Ends every session of the account. */
  | { readonly kind: 'account.disable'; readonly account: number }
  | { readonly kind: 'account.enable'; readonly account: number }
  /** Ends every session of the account but `keepSession`; spends a setup link for it. */
  | {
      readonly kind: 'account.password';
      readonly account: number;
      readonly passwordHash: string;
      readonly keepSession: string | null;
    }
  /** Begins the second factor (unconfirmed), or takes it away when `secret` is null. */
  | { readonly kind: 'account.totp'; readonly account: number; readonly secret: string | null }
  | {
      readonly kind: 'account.totp-confirm';
      readonly account: number;
      readonly step: number;
      readonly recoveryHashes: readonly string[];
    }
  /** A wrong try: counts, and shuts the account when it is one too many. */
  | { readonly kind: 'account.failed'; readonly account: number; readonly lockAfter: number; readonly lockMs: number }
  | {
      readonly kind: 'session.begin';
      readonly account: number;
      readonly session: string;
      /** TOTP step that let in; refused when it, or a later one, did before. */
      readonly step: number | null;
      /** Hash of the recovery code that let in; refused when it was used. */
      readonly recoveryHash: string | null;
    }
  /** Signs in whom the identity provider vouches for: makes the account when new, and its provider's grants what they are now. */
  | {
      readonly kind: 'session.begin-oidc';
      readonly subject: string;
      readonly name: string;
      readonly fullName: string;
      readonly grants: readonly GrantWish[];
      readonly session: string;
    }
  | { readonly kind: 'session.touch'; readonly session: string }
  | { readonly kind: 'session.end'; readonly session: string }
  | { readonly kind: 'session.end-all'; readonly account: number; readonly keepSession: string | null }
  | ({ readonly kind: 'grant.add'; readonly account: number } & GrantWish)
  | { readonly kind: 'grant.end'; readonly grant: number }
  | ({
      readonly kind: 'token.create';
      readonly prefix: string;
      readonly hash: string;
      readonly name: string;
      readonly expiresAt: number | null;
      readonly cidrs: readonly string[];
    } & GrantWish)
  | { readonly kind: 'token.revoke'; readonly token: number }
  | { readonly kind: 'token.used'; readonly token: number }
  /** A one-time link, by the hash of what it holds; `account` null = for the first administrator. */
  | {
      readonly kind: 'setup.make';
      readonly hash: string;
      readonly account: number | null;
      readonly expiresAt: number;
    }
  /** The first administrator; refused once there is any account. */
  | {
      readonly kind: 'setup.first-administrator';
      readonly hash: string;
      readonly name: string;
      readonly fullName: string;
      readonly passwordHash: string;
    }
  /** Disables accounts nobody used, forgets sessions that ended by themselves. */
  | { readonly kind: 'access.sweep'; readonly limits: SweepLimits }
  /** Makes the key of token hashes when there is none. */
  | { readonly kind: 'access.prepare'; readonly tokenKey: string }
  /** Seals every secret with the key in use. */
  | { readonly kind: 'key.reseal' };
