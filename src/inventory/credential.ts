/** SNMPv3 protocols that work on OpenSSL 3 (RFC 3414, RFC 7860, RFC 3826 and its 256-bit extension). MD5 and DES are refused. */
export const authProtocols = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type AuthProtocol = (typeof authProtocols)[number];
export const privProtocols = ['aes128', 'aes256'] as const;
export type PrivProtocol = (typeof privProtocols)[number];

/** How to talk SNMP to a device; always authPriv with v3. Secret: sealed at rest, never in a log, page or answer. */
export type SnmpCredential =
  | { readonly version: 'v2c'; readonly community: string }
  | {
      readonly version: 'v3';
      readonly user: string;
      readonly authProtocol: AuthProtocol;
      readonly authPassword: string;
      readonly privProtocol: PrivProtocol;
      readonly privPassword: string;
    };

/** What may be told of a stored credential. */
export type CredentialSummary = {
  readonly id: number;
  readonly name: string;
  readonly version: SnmpCredential['version'];
  readonly keyId: string;
  readonly changedAt: number;
};
