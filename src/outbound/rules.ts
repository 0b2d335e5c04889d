import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { ConfigurationError, type Problem } from '../errors.ts';
import { canonicalCidr } from '../inventory/prefix.ts';
import { isOutOfReach } from './reach.ts';

/** What the service calls others for. Whoever calls names one of these; there is no way out without. */
export const purposes = ['oidc', 'webhook', 'http-probe'] as const;
export type OutboundPurpose = (typeof purposes)[number];

/** Where a purpose may call. */
export type PurposeRule = {
  /** Networks (`10.1.0.0/16`, `2001:db8::/32`) that may be reached; none = nothing may. */
  readonly ranges: readonly string[];
  /** Ports that may be reached; null = any. */
  readonly ports: readonly number[] | null;
  /** A PEM file whose authorities are trusted in place of the machine's own; null = the machine's own. */
  readonly caFile: string | null;
};

/** A rule for every purpose, so that none can be forgotten. */
export type OutboundRules = Readonly<Record<OutboundPurpose, PurposeRule>>;

/** A rule that was checked: networks in their one spelling, the authorities read. */
export type CheckedRule = {
  readonly ranges: readonly string[];
  readonly ports: readonly number[] | null;
  readonly trust: SecureContext;
};

/** Checks all rules and reads the authorities; throws a {@link ConfigurationError} with every problem at once. */
export function checkRules(rules: OutboundRules): Readonly<Record<OutboundPurpose, CheckedRule>> {
  const problems: Problem[] = [];
  const check = (purpose: OutboundPurpose): CheckedRule => {
    const { ranges, ports, caFile } = rules[purpose];
    const told = (key: string, message: string) => problems.push({ path: `outbound.${purpose}.${key}`, message });
    for (const port of ports ?? []) {
      if (!Number.isInteger(port) || port < 1 || port > 65_535) told('ports', `cổng sai / no such port: ${port}`);
    }
    const pem = caFile === null ? null : readAuthorities(caFile);
    if (caFile !== null && pem === null) {
      told('ca', `không đọc được chứng thư PEM / no PEM certificate can be read: ${caFile}`);
    }
    return {
      ranges: ranges.flatMap((text, at) => {
        const cidr = canonicalCidr(text);
        if (cidr === null) told(`ranges.${at}`, `dải địa chỉ sai / not a network: ${text}`);
        else if (isOutOfReach(cidr)) told(`ranges.${at}`, `dải không bao giờ được gọi / never called: ${text}`);
        return cidr ?? [];
      }),
      ports,
      trust: createSecureContext(pem === null ? {} : { ca: pem }),
    };
  };
  const checked = { oidc: check('oidc'), webhook: check('webhook'), 'http-probe': check('http-probe') };
  if (problems.length > 0)
    throw new ConfigurationError('Cấu hình gọi ra ngoài sai / Outbound rules are wrong', problems);
  return checked;
}

/** Null when the file cannot be read or does not hold a certificate. */
function readAuthorities(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch {
    return null;
  }
}
