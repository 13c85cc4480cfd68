/** Configuration of the demo's issuer: each role is a client, and the explorer is a browser client. */
import { randomBytes } from 'node:crypto';
import type { IssuedToken, OidcContext } from 'oidc-provider';
import { citizenLives, citizenNumber } from '../citizens.ts';
import { DEMO_EXCHANGE } from '../exchange/exchange-names.ts';
import { GATEWAY_AUDIENCE, SUBJECT_TOKEN_LIFE_S, subjectTokenClaims } from '../issuer.ts';
import { DEMO_ROLES, parseRole } from '../roles.ts';
import { EXPLORER_CLIENT } from './explorer-client.ts';

export interface IssuerOptions {
  /** Redirect URIs of the explorer. */
  readonly redirectUris: readonly string[];
  readonly signingKey: object;
}

const SCOPES = 'llo:case llo:aggregate';
const RESOURCES = [GATEWAY_AUDIENCE, DEMO_EXCHANGE];
const TOKEN_LIFE_S = 3600;
/** The secret of a demo client. It is public, because everyone may use every demo role. */
export const demoClientSecret = (role: string): string => `demo-secret-of-${role}`;

export function createConfiguration({ redirectUris, signingKey }: IssuerOptions): object {
  return {
    clients: [...DEMO_ROLES.filter(({ isCitizen }) => !isCitizen).map(roleClient), explorer()],
    jwks: { keys: [signingKey] },
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    scopes: ['openid'],
    responseTypes: ['code'],
    claims: { profile: ['name'] },
    // The explorer reads the name from the id token: its access token is for the gateway, not for userinfo.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: {
      AccessToken: (_: OidcContext, { aud }: { readonly aud?: string }) =>
        aud === DEMO_EXCHANGE ? SUBJECT_TOKEN_LIFE_S : TOKEN_LIFE_S,
      ClientCredentials: TOKEN_LIFE_S,
      IdToken: TOKEN_LIFE_S,
      Grant: TOKEN_LIFE_S,
      Session: TOKEN_LIFE_S,
      AuthorizationCode: 60,
      Interaction: 600,
    },
    renderError,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: chooseResource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: OidcContext, audience: string) => ({
          scope: SCOPES,
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'EdDSA' } },
        }),
      },
    },
    interactions: { url: (_: OidcContext, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: OidcContext, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, name: nameOf(accountId) }),
    }),
    clientBasedCORS: (_: OidcContext, origin: string, client: { redirectUris?: string[] }) =>
      client.redirectUris?.some((uri) => new URL(uri).origin === origin) ?? false,
    loadExistingGrant: grantAll,
    extraTokenClaims: (_: OidcContext, token: IssuedToken) => claimsOf(token),
  };

  function explorer() {
    return {
      client_id: EXPLORER_CLIENT,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: redirectUris,
    };
  }
}

/** A short message; the details go to the client's redirect URI. */
function renderError(ctx: { type: string; body: string }): void {
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = 'Inloggen is niet gelukt: begin opnieuw / Signing in failed: start again\n';
}

function roleClient({ id }: { readonly id: string }) {
  return {
    client_id: id,
    client_secret: demoClientSecret(id),
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

/** Choosing a role is also the consent, so there is no consent page. */
async function grantAll({ oidc }: OidcContext) {
  const { client, session, provider } = oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  for (const resource of RESOURCES) grant.addResourceScope(resource, SCOPES);
  await grant.save();
  return grant;
}

/** The name of a role or an invented citizen. */
function nameOf(accountId: string): string {
  const [roleId = '', life] = accountId.split(':');
  const role = parseRole(roleId);
  const known = role.isCitizen ? citizenLives().find(({ id }) => id === life) : undefined;
  return (known ?? role).name.nl;
}

/**
 * Who accepts the access token: the gateway, or for a citizen the exchange, which turns it into one for the gateway. Before
 * someone has signed in, the explorer asks for both.
 */
function chooseResource(
  { oidc }: OidcContext,
  { clientId }: { readonly clientId: string },
  oneOf?: readonly string[],
): string | readonly string[] {
  if (oneOf === undefined) return clientId === EXPLORER_CLIENT ? RESOURCES : GATEWAY_AUDIENCE;
  const [roleId = ''] = (oidc.entities.AuthorizationCode?.accountId ?? '').split(':');
  return parseRole(roleId).isCitizen ? DEMO_EXCHANGE : GATEWAY_AUDIENCE;
}

/** The same claims as in the tokens of `npm run token`. */
async function claimsOf({ kind, clientId, accountId = '' }: IssuedToken) {
  const [roleId = '', life] = (kind === 'ClientCredentials' ? clientId : accountId).split(':');
  const role = parseRole(roleId);
  if (role.isCitizen) return await subjectTokenClaims(citizenNumber(life));
  return {
    consumer: role.consumerOin,
    scopes: role.scopes,
    purposes: role.purposes,
    role: role.id,
  };
}
