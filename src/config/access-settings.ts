import { z } from 'zod';
import { accessRoles } from '../access/role.ts';
import { canonicalAddress } from '../inventory/address.ts';
import { canonicalCidr } from '../inventory/prefix.ts';
import { count, duration, oneOf, parsed, section, strict, text, wants } from './setting-fields.ts';

/** For whom the second factor can be required. */
const totpChoices = ['nobody', 'administrators', 'everybody'] as const;

const network = () =>
  parsed(
    (written) => canonicalCidr(written) ?? hostNetwork(written),
    wants('dải địa chỉ như "10.1.0.0/16" hoặc "2001:db8::/32"', 'a network like "10.1.0.0/16" or "2001:db8::/32"'),
  );

const webAddress = () =>
  parsed(
    readWebAddress,
    wants('URL như "https://sso.tinh.example/realms/hatang"', 'a URL like "https://sso.tinh.example/realms/hatang"'),
  );

const purposeKeys = {
  ranges: z.array(network(), { error: wants('một danh sách dải địa chỉ', 'a list of networks') }).default([]),
  ports: z
    .array(count(1, 65_535), { error: wants('một danh sách cổng, hoặc null', 'a list of ports, or null') })
    .nullable(),
  ca: text('đường dẫn tệp PEM, hoặc null', 'the path of a PEM file, or null').nullable().default(null),
};
const httpsOnly = { ...purposeKeys, ports: purposeKeys.ports.default([443]) };
const anyPort = { ...purposeKeys, ports: purposeKeys.ports.default(null) };
const purposes = {
  oidc: httpsOnly,
  webhook: httpsOnly,
  http_probe: anyPort,
};

const purpose = (keys: typeof httpsOnly | typeof anyPort) =>
  section(keys).transform(({ ranges, ports, ca }) => ({ ranges, ports, caFile: ca }));

const syslog = {
  host: parsed(canonicalAddress, wants('địa chỉ IP của máy chủ syslog', 'the IP address of the syslog server')),
  port: count(1, 65_535).default(514),
  transport: oneOf(['udp', 'tcp']).default('udp'),
  facility: z
    .union([z.literal(10), z.literal(13)], {
      error: wants('10 (authpriv) hoặc 13 (audit)', '10 (authpriv) or 13 (audit)'),
    })
    .default(13),
};

const groupRole = {
  group: text('tên nhóm', 'the name of a group'),
  role: oneOf(accessRoles),
  agency: text('mã cơ quan, hoặc null', 'the code of an agency, or null').nullable().default(null),
};

const secretError = wants(
  'env: TÊN_BIẾN hoặc file: đường dẫn, không ghi thẳng bí mật',
  'env: NAME or file: path, never the secret itself',
);

const secretPlace = z
  .union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
    error: secretError,
  })
  .nullable()
  .default(null);

const oidc = {
  issuer: webAddress(),
  client_id: text('tên của ứng dụng ở nhà cung cấp định danh', 'the name of this client at the identity provider'),
  client_secret: secretPlace,
  redirect: webAddress(),
  scopes: z
    .array(text('tên scope', 'a scope'), { error: wants('một danh sách scope', 'a list of scopes') })
    .default(['profile', 'email']),
  groups_claim: text('tên claim', 'the name of a claim').default('groups'),
  roles: z
    .array(strict(groupRole), { error: wants('một danh sách nhóm và vai trò', 'a list of groups and roles') })
    .default([]),
};

const access = {
  idle: duration('10s', '1d').default(15 * 60_000),
  administrator_idle: duration('10s', '1d').default(5 * 60_000),
  absolute: duration('1m', '30d').default(12 * 3_600_000),
  disable_after: duration('1d', '3650d').default(45 * 86_400_000),
  lock_after: count(1, 100).default(5),
  lock_for: duration('1s', '1d').default(15 * 60_000),
  require_totp: oneOf(totpChoices).default('administrators'),
};

const auditFile = () => text('đường dẫn tệp, hoặc null', 'the path of a file, or null').nullable().default(null);
const audit = { heads: auditFile(), json: auditFile() };

/** Sections about people, programs, the record of changes, and whom the service calls. */
export const accessSections = {
  public_origin: parsed(
    readOrigin,
    wants(
      'địa chỉ như "https://hatang.tinh.example", hoặc null',
      'an address like "https://hatang.tinh.example", or null',
    ),
  )
    .nullable()
    .default(null),
  trusted_proxies: z.array(network(), { error: wants('một danh sách dải địa chỉ', 'a list of networks') }).default([]),
  access: section(access).transform((one) => ({
    idleMs: one.idle,
    administratorIdleMs: one.administrator_idle,
    absoluteMs: one.absolute,
    disableAfterMs: one.disable_after,
    lockAfter: one.lock_after,
    lockMs: one.lock_for,
    requireTotp: one.require_totp,
  })),
  audit: section({ ...audit, syslog: strict(syslog).nullable().default(null) }),
  outbound: section({
    oidc: purpose(purposes.oidc),
    webhook: purpose(purposes.webhook),
    http_probe: purpose(purposes.http_probe),
  }).transform(({ http_probe, ...rest }) => ({ ...rest, 'http-probe': http_probe })),
  oidc: strict(oidc)
    .transform((one) => ({
      issuer: one.issuer,
      clientId: one.client_id,
      clientSecret: one.client_secret,
      redirect: one.redirect,
      scopes: one.scopes,
      groupsClaim: one.groups_claim,
      roles: one.roles,
    }))
    .nullable()
    .default(null),
};

/** The keys of these sections as a tree, so that a key that does not exist can be told its nearest neighbour. */
export const accessKeys = {
  access,
  audit: { ...audit, syslog },
  outbound: purposes,
  oidc: { ...oidc, client_secret: { env: '', file: '' }, roles: groupRole },
};

/** Whether a path leads to where somebody may have written a secret: what stands there is never repeated. */
export function holdsSecret(path: readonly (string | number)[]): boolean {
  return path[0] === 'oidc' && (path.length === 1 || path[1] === 'client_secret');
}

/** A single address is a network of one. */
function hostNetwork(written: string): string | null {
  const address = canonicalAddress(written);
  return address === null ? null : `${address}/${address.includes(':') ? 128 : 32}`;
}

function readWebAddress(written: string): string | null {
  const url = URL.parse(written);
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isWeb ? written : null;
}

/** Scheme, host and port and nothing else; https, since that is what a browser has to see. */
function readOrigin(written: string): string | null {
  const url = URL.parse(written);
  return url?.protocol === 'https:' && (written === url.origin || written === `${url.origin}/`) ? url.origin : null;
}
