import { ConfigurationError } from '../errors.ts';
import { readSecretFile } from './secret-file.ts';
import type { FileSettings } from './settings.ts';

type Place = NonNullable<NonNullable<FileSettings['oidc']>['clientSecret']>;

/** The secret of the identity provider's client, from where the configuration says it stands. @throws ConfigurationError without one. */
export function readClientSecret(place: Place, env: Readonly<Record<string, string | undefined>>): string {
  const secret = 'env' in place ? env[place.env]?.trim() : readOrNothing(place.file);
  if (secret) return secret;
  const where = 'env' in place ? place.env : place.file;
  throw new ConfigurationError(`oidc.client_secret: không đọc được / cannot be read: ${where}`);
}

function readOrNothing(file: string): string {
  try {
    return readSecretFile(file);
  } catch {
    return '';
  }
}
