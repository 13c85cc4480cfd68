/**
 * An OpenID Connect issuer without a server: `fetch` answers the page's requests and `redirectBack`
 * gives the authorization response. It behaves correctly except for what a test overrides.
 */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthorizationResponse } from '../../explorer/sign-in/authorization.ts';

export const ISSUER = 'https://login.example';
export const REDIRECT_URI = 'https://gateway.example/signed-in';
export const CLIENT = 'explorer';
export const START_MS = Date.parse('2026-11-22T12:00:00Z');

type Claims = Readonly<Record<string, unknown>>;

/** Overrides; a claim or field with the value `undefined` is left out. */
export interface IssuerBehaviour {
  readonly discovery?: Claims;
  readonly idToken?: Claims;
  readonly accessToken?: Claims;
  readonly token?: Claims;
  readonly response?: Readonly<Record<string, string | undefined>>;
  /** Paths that are unreachable or respond with this status. */
  readonly down?: Readonly<Record<string, 'unreachable' | number>>;
  readonly signsWithOtherKey?: boolean;
}

export interface IssuerRequest {
  readonly url: string;
  readonly method: string;
  readonly form: Readonly<Record<string, string>>;
  readonly credentials: string | undefined;
}

const NO_PARAMETERS = { code_challenge: '', nonce: '', state: '' };

export async function createFakeIssuer(behaviour: IssuerBehaviour = {}) {
  const [own, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', use: 'sig' };
  const requests: IssuerRequest[] = [];
  let parameters: Readonly<Record<string, string>> = NO_PARAMETERS;

  const sign = (claims: Claims) =>
    new SignJWT(dropUndefined(claims))
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(behaviour.signsWithOtherKey ? other.privateKey : own.privateKey);

  async function redeem(form: Readonly<Record<string, string>>): Promise<Response> {
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    if (challenge !== parameters['code_challenge'] || form['code'] !== 'the-code') {
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    const seconds = START_MS / 1000;
    const times = { iat: seconds, exp: seconds + 3600 };
    const purposes = ['urn:llo:purpose:case-guidance', 'urn:llo:purpose:matching'];
    return Response.json({
      access_token: await sign({ iss: ISSUER, purposes, ...times, ...behaviour.accessToken }),
      token_type: 'Bearer',
      expires_in: 3600,
      id_token: await sign({
        iss: ISSUER,
        aud: CLIENT,
        sub: 'someone',
        name: 'Jip',
        nonce: parameters['nonce'],
        ...times,
        ...behaviour.idToken,
      }),
      ...behaviour.token,
    });
  }

  async function respondTo(path: string, form: Readonly<Record<string, string>>) {
    if (path === '/sign-in.json') {
      return Response.json({ issuer: ISSUER, clientId: CLIENT, scope: 'openid profile' });
    }
    if (path === '/jwks') return Response.json({ keys: [jwk] });
    if (path === '/token') return redeem(form);
    return Response.json({ ...DISCOVERY, ...behaviour.discovery });
  }

  return {
    requests,
    fetch: async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const address = input instanceof Request ? input.url : input;
      const url = new URL(address, 'https://gateway.example');
      const { method = 'GET', body, credentials } = init;
      const form = Object.fromEntries(body instanceof URLSearchParams ? body : []);
      requests.push({ url: url.href, method, form, credentials });
      const fault = behaviour.down?.[url.pathname];
      if (fault === 'unreachable') throw new TypeError('fetch failed');
      return fault === undefined
        ? respondTo(url.pathname, form)
        : new Response('<h1>no</h1>', { status: fault });
    },
    /** The user signs in on the issuer's page: the parameters of the redirect back. */
    redirectBack(address: string): AuthorizationResponse {
      parameters = Object.fromEntries(new URL(address).searchParams);
      const response = {
        code: 'the-code',
        state: parameters['state'],
        iss: ISSUER,
        ...behaviour.response,
      };
      return dropUndefined(response) as AuthorizationResponse;
    },
  };
}

const DISCOVERY = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/auth`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
};

function dropUndefined(values: Claims): Claims {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
