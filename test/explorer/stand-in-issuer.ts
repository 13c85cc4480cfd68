/**
 * An issuer for one sign-in, without a server: answers what the page fetches, and says what comes back
 * from its login page. Does all that it should unless it is told to do something else.
 */
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthorizationAnswer } from '../../explorer/sign-in/authorization.ts';

export const ISSUER = 'https://login.example';
export const BACK = 'https://gateway.example/signed-in';
export const CLIENT = 'explorer';
export const START_MS = Date.parse('2026-11-22T12:00:00Z');

type Claims = Readonly<Record<string, unknown>>;

/** What it does otherwise; `undefined` as a value leaves a claim or a field out. */
export interface Misdeeds {
  readonly discovery?: Claims;
  readonly idToken?: Claims;
  readonly accessToken?: Claims;
  readonly token?: Claims;
  readonly response?: Readonly<Record<string, string | undefined>>;
  /** Paths that give no answer, or one of this status. */
  readonly down?: Readonly<Record<string, 'unreachable' | number>>;
  readonly signsWithOtherKey?: boolean;
}

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly form: Readonly<Record<string, string>>;
  readonly credentials: string | undefined;
}

const AT_FIRST = { code_challenge: '', nonce: '', state: '' };

export async function createStandInIssuer(misdeeds: Misdeeds = {}) {
  const [own, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', use: 'sig' };
  const asked: Asked[] = [];
  let wish: Readonly<Record<string, string>> = AT_FIRST;

  const sign = (claims: Claims) =>
    new SignJWT(dropUndefined(claims))
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(misdeeds.signsWithOtherKey ? other.privateKey : own.privateKey);

  async function redeem(form: Readonly<Record<string, string>>): Promise<Response> {
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    if (challenge !== wish['code_challenge'] || form['code'] !== 'the-code') {
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    const seconds = START_MS / 1000;
    const times = { iat: seconds, exp: seconds + 3600 };
    const purposes = ['urn:llo:purpose:case-guidance', 'urn:llo:purpose:matching'];
    return Response.json({
      access_token: await sign({ iss: ISSUER, purposes, ...times, ...misdeeds.accessToken }),
      token_type: 'Bearer',
      expires_in: 3600,
      id_token: await sign({
        iss: ISSUER,
        aud: CLIENT,
        sub: 'someone',
        name: 'Jip',
        nonce: wish['nonce'],
        ...times,
        ...misdeeds.idToken,
      }),
      ...misdeeds.token,
    });
  }

  async function answerTo(path: string, form: Readonly<Record<string, string>>) {
    if (path === '/sign-in.json') {
      return Response.json({ issuer: ISSUER, clientId: CLIENT, scope: 'openid profile' });
    }
    if (path === '/jwks') return Response.json({ keys: [jwk] });
    if (path === '/token') return redeem(form);
    return Response.json({ ...DISCOVERY, ...misdeeds.discovery });
  }

  return {
    asked,
    fetch: async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const address = input instanceof Request ? input.url : input;
      const url = new URL(address, 'https://gateway.example');
      const { method = 'GET', body, credentials } = init;
      const form = Object.fromEntries(body instanceof URLSearchParams ? body : []);
      asked.push({ url: url.href, method, form, credentials });
      const fault = misdeeds.down?.[url.pathname];
      if (fault === 'unreachable') throw new TypeError('fetch failed');
      return fault === undefined
        ? answerTo(url.pathname, form)
        : new Response('<h1>no</h1>', { status: fault });
    },
    /** Someone signs in on its page: what the window comes back with. */
    visit(address: string): AuthorizationAnswer {
      wish = Object.fromEntries(new URL(address).searchParams);
      const response = {
        code: 'the-code',
        state: wish['state'],
        iss: ISSUER,
        ...misdeeds.response,
      };
      return dropUndefined(response) as AuthorizationAnswer;
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
