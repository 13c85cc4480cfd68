import type { ClientCredentials } from './asking/oauth-token.ts';
import type { KindOptions } from './subgraph.ts';

interface WithOauth {
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
 * What a partner's entry needs to ask for tokens; null where the entry names none. A secret that is
 * named but not set stops the start: without it every question would be refused.
 */
export function credentialsOf(
  { id, oauth }: WithOauth,
  secretOf: KindOptions['secretOf'],
): ClientCredentials | null {
  if (oauth === undefined) return null;
  const { tokenPath, clientId } = oauth;
  const clientSecret = secretOf(oauth.clientSecret.setting);
  if (clientSecret !== undefined && clientSecret !== '') {
    return { tokenPath, clientId, clientSecret };
  }
  throw new Error(`Cannot reach partner "${id}": set ${oauth.clientSecret.setting} to its secret`);
}
