import { describe, expect, test } from 'vitest';
import {
  signInErrorTexts,
  SignInError,
  type SignInFailure,
} from '../../explorer/sign-in/sign-in-error.ts';
import { JIP, NOT_SIGNED_IN, openPage } from './sign-in-page.ts';
import { CLIENT, START_MS, type IssuerBehaviour } from './fake-issuer.ts';

const cases: readonly (readonly [string, IssuerBehaviour, SignInFailure])[] = [
  ['the error access_denied', denied('access_denied'), 'cancelled'],
  ['the error invalid_scope', denied('invalid_scope'), 'denied'],
  [
    'an authorization response with another state',
    { response: { state: 'another' } },
    'state-mismatch',
  ],
  ['an authorization response without state', { response: { state: undefined } }, 'state-mismatch'],
  [
    'an authorization response with another iss',
    { response: { iss: 'https://evil.example' } },
    'issuer-mismatch',
  ],
  [
    'an authorization response without the announced iss',
    { response: { iss: undefined } },
    'issuer-mismatch',
  ],
  ['an authorization response without a code', { response: { code: undefined } }, 'denied'],
  [
    'an unreachable issuer',
    down('/.well-known/openid-configuration', 'unreachable'),
    'unreachable',
  ],
  [
    'a discovery document with status 503',
    down('/.well-known/openid-configuration', 503),
    'unreachable',
  ],
  [
    'a discovery document of another issuer',
    discovery({ issuer: 'https://evil.example' }),
    'issuer-mismatch',
  ],
  [
    'an issuer without PKCE method S256',
    discovery({ code_challenge_methods_supported: ['plain'] }),
    'unsupported',
  ],
  [
    'an authorization endpoint that is a javascript: URL',
    discovery({ authorization_endpoint: 'javascript:1' }),
    'unsupported',
  ],
  [
    'an authorization endpoint over plain HTTP',
    discovery({ authorization_endpoint: 'http://login.example/' }),
    'unsupported',
  ],
  [
    'a discovery document without authorization endpoint',
    discovery({ authorization_endpoint: undefined }),
    'unsupported',
  ],
  [
    'a token endpoint at another origin',
    discovery({ token_endpoint: 'https://evil.example/t' }),
    'unsupported',
  ],
  ['a JWKS at another origin', discovery({ jwks_uri: 'https://evil.example/k' }), 'unsupported'],
  ['an unreachable token endpoint', down('/token', 'unreachable'), 'unreachable'],
  ['a token endpoint with status 400', down('/token', 400), 'no-token'],
  ['a token_type other than Bearer', { token: { token_type: 'mac' } }, 'no-token'],
  ['a token response without access token', { token: { access_token: undefined } }, 'no-token'],
  ['an unreachable JWKS', down('/jwks', 'unreachable'), 'unreachable'],
  ['a JWKS with status 404', down('/jwks', 404), 'invalid-id-token'],
  ['a token response without ID token', { token: { id_token: undefined } }, 'invalid-id-token'],
  ['an ID token with an invalid signature', { signsWithOtherKey: true }, 'invalid-id-token'],
  [
    'an ID token with another iss',
    { idToken: { iss: 'https://evil.example' } },
    'invalid-id-token',
  ],
  ['an ID token with another aud', { idToken: { aud: 'other' } }, 'invalid-id-token'],
  [
    'an ID token with another azp',
    { idToken: { aud: [CLIENT, 'b'], azp: 'b' } },
    'invalid-id-token',
  ],
  ['an ID token with another nonce', { idToken: { nonce: 'another' } }, 'invalid-id-token'],
  ['an ID token without nonce', { idToken: { nonce: undefined } }, 'invalid-id-token'],
  ['an expired ID token', { idToken: { exp: START_MS / 1000 - 120 } }, 'invalid-id-token'],
  ['an ID token without exp', { idToken: { exp: undefined } }, 'invalid-id-token'],
];

function denied(error: string): IssuerBehaviour {
  return { response: { error, code: undefined } };
}

function down(path: string, fault: 'unreachable' | number): IssuerBehaviour {
  return { down: { [path]: fault } };
}

function discovery(change: Readonly<Record<string, unknown>>): IssuerBehaviour {
  return { discovery: change };
}

describe('sign-in fails after', () => {
  test.each(cases)('%s', async (_, behaviour, failure) => {
    const { signIn, issuer, isWindowClosed } = await openPage(behaviour);
    await signIn.start();
    expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure });
    expect(() => signIn.token()).toThrow(SignInError);
    expect(isWindowClosed()).toBe(true);
    expect(issuer.requests.filter(({ method }) => method === 'POST').length).toBeLessThan(2);
    expect(signInErrorTexts[failure].nl).toMatch(/^U bent niet ingelogd: .*\.$/);
  });
});

test('a token for an exchange is of no use where the gateway has no demo that exchanges it', async () => {
  const { signIn, issuer } = await openPage({ accessToken: { may_act: { sub: '1' } } });
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'no-token' });
  expect(issuer.requests.filter(({ method }) => method === 'POST').length).toBe(2);
});

test('sign-in succeeds without iss when it was not announced, and without a name and purposes', async () => {
  const { signIn } = await openPage({
    discovery: { authorization_response_iss_parameter_supported: undefined },
    response: { iss: undefined },
    idToken: { name: undefined },
    accessToken: { purposes: undefined },
  });
  await signIn.start();
  expect(signIn.view().user).toEqual({ ...JIP, name: '', purposes: [] });
});
