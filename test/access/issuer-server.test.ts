/** The demo's real issuer, and a gateway that knows it by its address alone. */
import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALGORITHMS } from '../../gateway/authentication/issuer.ts';
import { demoClientSecret } from '../../mocks/issuer-server/configuration.ts';
import { EXPLORER_CLIENT } from '../../mocks/issuer-server/explorer-client.ts';
import { startIssuer, type RunningIssuer } from '../../mocks/issuer-server/start-issuer.ts';
import { DEMO_EXCHANGE } from '../../mocks/exchange/exchange-names.ts';
import { exchangeAt } from '../../mocks/exchange/portal-client.ts';
import { startExchange, type RunningExchange } from '../../mocks/exchange/start-exchange.ts';
import { demoExchange } from '../support/citizen-token.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';

const BACK = 'http://127.0.0.1:4000/signed-in';
let issuer: RunningIssuer;
let exchange: RunningExchange;
let gateway: SmallGateway;

beforeAll(async () => {
  issuer = await startIssuer({ port: 0, redirectUris: [BACK] });
  gateway = await startSmallGateway({
    isDemo: true,
    issuers: [
      {
        name: issuer.url,
        audience: 'urn:llo:gateway',
        keys: new URL(`${issuer.url}/jwks`),
        algorithms: ALGORITHMS,
      },
      demoExchange,
    ],
  });
  exchange = await startExchange({ port: 0, issuers: [issuer.url] });
  gateway.funds.respondWith({ data: { vouchers: [], me: null } });
});
afterAll(() => Promise.all([issuer.stop(), exchange.stop(), gateway.stop()]));

async function tokenForProgram(role: string, secret = demoClientSecret(role)) {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${role}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return (await response.json()) as { access_token?: string; error?: string };
}

async function codesFor(
  token: string | undefined,
  purpose?: string,
  query = '{ vouchers { id } }',
) {
  const { body } = await gateway.ask(query, {
    ...(token === undefined ? {} : { token }),
    ...(purpose === undefined ? {} : { headers: { 'x-llo-purpose': purpose } }),
  });
  return body.errors?.map(({ extensions }) => extensions?.code) ?? [];
}

test('a program gets a token with client credentials, and its scopes apply', async () => {
  expect(await codesFor((await tokenForProgram('developer')).access_token)).toEqual([]);
  expect(await codesFor((await tokenForProgram('analyst')).access_token)).toEqual(['SCOPE_DENIED']);
});

test('a wrong secret gets no token, nor does the citizen client with client credentials', async () => {
  expect(await tokenForProgram('developer', 'guess')).toMatchObject({ error: 'invalid_client' });
  expect(await tokenForProgram('citizen')).toMatchObject({ error: 'invalid_client' });
});

/** A browser that keeps cookies and follows no redirect by itself. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async function visit(address: string, form?: Record<string, string>) {
    const response = await fetch(new URL(address, issuer.url), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return { to: response.headers.get('location') ?? '', page: await response.text() };
  };
}

async function signIn(choice: string, change: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const asked: Record<string, string | undefined> = {
    client_id: EXPLORER_CLIENT,
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid llo:case llo:aggregate',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 's',
    ...change,
  };
  const required = Object.entries(asked).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const visit = createBrowser();
  const first = await visit(`/auth?${String(new URLSearchParams(required))}`);
  if (!first.to.includes('/interaction/')) return { ...first, verifier };
  const shown = await visit(first.to);
  const chosen = await visit(first.to, { choice });
  return { ...(await visit(chosen.to)), page: shown.page, verifier };
}

async function redeem(to: string, verifier: string) {
  const response = await redeemFrom(new URL(BACK).origin, to, verifier);
  return (await response.json()) as { access_token?: string; id_token?: string; error?: string };
}

/** As a page of that origin would. */
async function redeemFrom(origin: string, to: string, verifier: string) {
  return await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: EXPLORER_CLIENT,
      redirect_uri: BACK,
      code: new URL(to).searchParams.get('code') ?? '',
      code_verifier: verifier,
    }),
  });
}

test('a coach signs in with a code and PKCE, and queries for the purpose of the role', async () => {
  const { to, page, verifier } = await signIn('coach');
  expect(page).toContain('Kies wie u bent');
  expect(to.startsWith(`${BACK}?code=`)).toBe(true);
  const { access_token: token } = await redeem(to, verifier);
  expect(await codesFor(token, 'urn:llo:purpose:case-guidance')).toEqual([]);
  expect(await codesFor(token, 'urn:llo:purpose:matching')).toEqual(['PURPOSE_DENIED']);
});

test('a citizen who signs in gets a token for the exchange alone, and that of the exchange opens me', async () => {
  const { to, verifier } = await signIn('citizen:status-holder');
  const { access_token: subjectToken = '' } = await redeem(to, verifier);
  const { iss, aud, sub, exp, iat, jti, client_id, may_act, bsn_jwe, ...more } =
    decodeJwt(subjectToken);
  expect({ iss, aud, sub, client_id, may_act, lifeS: Number(exp) - Number(iat) }).toEqual({
    iss: issuer.url,
    aud: DEMO_EXCHANGE,
    sub: 'citizen:status-holder',
    client_id: EXPLORER_CLIENT,
    may_act: { sub: '00000099000000005000' },
    lifeS: 120,
  });
  expect([typeof jti, typeof bsn_jwe]).toEqual(['string', 'string']);
  expect(Object.keys(more)).toEqual(['scope']);
  // It is no token for the gateway.
  expect(await codesFor(subjectToken, undefined, '{ me { id } }')).toEqual(['UNAUTHENTICATED']);

  const { access_token: token } = await exchangeAt(exchange.url, subjectToken);
  expect(await codesFor(token, undefined, '{ me { id } }')).toEqual([]);
  expect(await codesFor(token)).toEqual(['PURPOSE_DENIED']);
  await expect(exchangeAt(exchange.url, subjectToken)).rejects.toThrow('responds with 400');
});

test('an authorization code without its verifier gets no token', async () => {
  const { to } = await signIn('coach');
  expect(await redeem(to, randomBytes(32).toString('base64url'))).toMatchObject({
    error: 'invalid_grant',
  });
});

test('there is no code without a PKCE challenge, and no redirect to an unregistered URI', async () => {
  const without = { code_challenge: undefined, code_challenge_method: undefined };
  expect((await signIn('coach', without)).to).toContain('error=invalid_request');
  expect((await signIn('coach', { redirect_uri: 'https://elsewhere.example/' })).to).toBe('');
});

test('a redirect URI that differs slightly from the registered one is rejected', async () => {
  for (const redirect of [`${BACK}/`, `${BACK}?a=b`, 'http://127.0.0.1:4001/signed-in']) {
    expect((await signIn('coach', { redirect_uri: redirect })).to).toBe('');
  }
});

test('CORS allows the registered origin to read the token response, and no other origin', async () => {
  const { to, verifier } = await signIn('coach');
  const allowed = 'access-control-allow-origin';
  const foreign = await redeemFrom('http://127.0.0.1:4001', to, verifier);
  expect(foreign.headers.get(allowed)).toBe(null);
  const second = await signIn('coach');
  const own = await redeemFrom(new URL(BACK).origin, second.to, second.verifier);
  expect([own.status, own.headers.get(allowed)]).toEqual([200, new URL(BACK).origin]);
});

test('the authorization response has iss, and the id token has sub and nonce', async () => {
  const wish = { scope: 'openid profile', nonce: 'n' };
  const { to, verifier } = await signIn('citizen:status-holder', wish);
  expect(new URL(to).searchParams.get('iss')).toBe(issuer.url);
  const { id_token: proof = '' } = await redeem(to, verifier);
  expect(decodeJwt(proof)).toMatchObject({
    iss: issuer.url,
    aud: EXPLORER_CLIENT,
    sub: 'citizen:status-holder',
    name: 'Statushouder van 31',
    nonce: 'n',
  });
});

test('cancelling the login redirects back without a code', async () => {
  const { searchParams } = new URL((await signIn('nobody')).to);
  expect([searchParams.get('error'), searchParams.get('code')]).toEqual(['access_denied', null]);
});
