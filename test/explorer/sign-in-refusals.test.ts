import { describe, expect, test } from 'vitest';
import {
  signInSentences,
  SignInRefused,
  type SignInFailure,
} from '../../explorer/sign-in/sign-in-refused.ts';
import { JIP, NOBODY, openPage } from './sign-in-page.ts';
import { CLIENT, START_MS, type Misdeeds } from './stand-in-issuer.ts';

const misuses: readonly (readonly [string, Misdeeds, SignInFailure])[] = [
  ['someone who would rather not', denied('access_denied'), 'cancelled'],
  ['an issuer that refuses the request', denied('invalid_scope'), 'refused'],
  ['an answer to another sign-in', { response: { state: 'another' } }, 'foreign-answer'],
  ['an answer without a state', { response: { state: undefined } }, 'foreign-answer'],
  ['an answer of another issuer', { response: { iss: 'https://evil.example' } }, 'foreign-issuer'],
  [
    'an answer of nobody, where a name was promised',
    { response: { iss: undefined } },
    'foreign-issuer',
  ],
  ['an answer without a code', { response: { code: undefined } }, 'refused'],
  [
    'an issuer that is down',
    down('/.well-known/openid-configuration', 'unreachable'),
    'unreachable',
  ],
  ['an issuer in maintenance', down('/.well-known/openid-configuration', 503), 'unreachable'],
  [
    'a document about another issuer',
    discovery({ issuer: 'https://evil.example' }),
    'foreign-issuer',
  ],
  [
    'an issuer without S256',
    discovery({ code_challenge_methods_supported: ['plain'] }),
    'unsuitable',
  ],
  [
    'a login page that is a script',
    discovery({ authorization_endpoint: 'javascript:1' }),
    'unsuitable',
  ],
  [
    'a login page over plain http',
    discovery({ authorization_endpoint: 'http://login.example/' }),
    'unsuitable',
  ],
  [
    'a document without a login page',
    discovery({ authorization_endpoint: undefined }),
    'unsuitable',
  ],
  [
    'a token endpoint elsewhere',
    discovery({ token_endpoint: 'https://evil.example/t' }),
    'unsuitable',
  ],
  ['keys elsewhere', discovery({ jwks_uri: 'https://evil.example/k' }), 'unsuitable'],
  ['a token endpoint that is down', down('/token', 'unreachable'), 'unreachable'],
  ['a token endpoint that refuses the code', down('/token', 400), 'no-token'],
  ['a token of a sort we do not know', { token: { token_type: 'mac' } }, 'no-token'],
  ['an answer without a token', { token: { access_token: undefined } }, 'no-token'],
  ['keys that do not come', down('/jwks', 'unreachable'), 'unreachable'],
  ['keys that are none', down('/jwks', 404), 'unproven'],
  ['nobody said to be signed in', { token: { id_token: undefined } }, 'unproven'],
  ['a person signed for by someone else', { signsWithOtherKey: true }, 'unproven'],
  ['a person said by another issuer', { idToken: { iss: 'https://evil.example' } }, 'unproven'],
  ['a person told to another client', { idToken: { aud: 'other' } }, 'unproven'],
  ['a person told for another client', { idToken: { aud: [CLIENT, 'b'], azp: 'b' } }, 'unproven'],
  ['a person of another sign-in', { idToken: { nonce: 'another' } }, 'unproven'],
  ['a person of no sign-in', { idToken: { nonce: undefined } }, 'unproven'],
  ['a proof that has ended', { idToken: { exp: START_MS / 1000 - 120 } }, 'unproven'],
  ['a proof without an end', { idToken: { exp: undefined } }, 'unproven'],
];

function denied(error: string): Misdeeds {
  return { response: { error, code: undefined } };
}

function down(path: string, fault: 'unreachable' | number): Misdeeds {
  return { down: { [path]: fault } };
}

function discovery(change: Readonly<Record<string, unknown>>): Misdeeds {
  return { discovery: change };
}

describe('nobody is signed in by', () => {
  test.each(misuses)('%s', async (_, misdeeds, failure) => {
    const { signIn, issuer, isClosed } = await openPage(misdeeds);
    await signIn.start();
    expect(signIn.view()).toEqual({ ...NOBODY, failure });
    expect(() => signIn.token()).toThrow(SignInRefused);
    expect(isClosed()).toBe(true);
    expect(issuer.asked.filter(({ method }) => method === 'POST').length).toBeLessThan(2);
    expect(signInSentences[failure].nl).toMatch(/^Niet ingelogd: .*\.$/);
  });
});

test('an issuer that never promised to name itself need not, and may have no name for people', async () => {
  const { signIn } = await openPage({
    discovery: { authorization_response_iss_parameter_supported: undefined },
    response: { iss: undefined },
    idToken: { name: undefined },
    accessToken: { purposes: undefined },
  });
  await signIn.start();
  expect(signIn.view().person).toEqual({ ...JIP, name: '', purposes: [] });
});
