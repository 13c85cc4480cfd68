import type { ClientCredentials } from './oauth-token.ts';
import { ConfigError } from '../../../core/config/read-config.ts';

type SecretOf = (setting: string) => string | undefined;

export interface OauthEntry {
  readonly id: string;
  readonly oauth?:
    | {
        readonly tokenPath: string;
        readonly clientId: string;
        readonly clientSecret: { readonly setting: string };
      }
    | undefined;
}

/**
 * The OAuth client credentials of an entry; null where it names none. Throws `ConfigError` when the
 * setting of the secret is empty, because every request would fail without it.
 */
export function credentialsOf(
  { id, oauth }: OauthEntry,
  secretOf: SecretOf,
): ClientCredentials | null {
  if (oauth === undefined) return null;
  const { tokenPath, clientId, clientSecret } = oauth;
  return { tokenPath, clientId, clientSecret: secretAt(clientSecret.setting, id, secretOf) };
}

export interface NamedSecret {
  readonly id: string;
  readonly password?: { readonly setting: string } | undefined;
}

/** The database password of an entry, likewise; undefined where it names none. */
export function passwordOf({ id, password }: NamedSecret, secretOf: SecretOf): string | undefined {
  return password && secretAt(password.setting, id, secretOf);
}

function secretAt(setting: string, id: string, secretOf: SecretOf): string {
  const secret = secretOf(setting);
  if (secret !== undefined && secret !== '') return secret;
  throw new ConfigError(`Cannot reach partner "${id}": set ${setting} to its secret`);
}
