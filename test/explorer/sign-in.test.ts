import { afterEach, describe, expect, test, vi } from 'vitest';
import { awaitResponse, deliverResponse } from '../../explorer/sign-in/response-channel.ts';
import { SignInError } from '../../explorer/sign-in/sign-in-error.ts';
import { createSignIn } from '../../explorer/sign-in/sign-in.ts';
import { JIP, NOT_SIGNED_IN, openPage, openWaitingPage } from './sign-in-page.ts';
import { REDIRECT_URI, CLIENT, ISSUER, START_MS } from './fake-issuer.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('sign-in with authorization code and PKCE gives a token and the user of the ID token', async () => {
  const { signIn, issuer, addresses, isWindowClosed } = await openPage();
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, user: JIP });
  expect(signIn.token()).toMatch(/^eyJ/);
  expect(isWindowClosed()).toBe(true);

  const [address = ''] = addresses;
  const { searchParams } = new URL(address);
  const secret = expect.stringMatching(/^[\w-]{43}$/) as string;
  expect(Object.fromEntries(searchParams)).toEqual({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile',
    state: secret,
    nonce: secret,
    code_challenge: secret,
    code_challenge_method: 'S256',
    prompt: 'login',
  });
  expect(issuer.requests.filter(({ method }) => method === 'POST')).toEqual([
    {
      url: `${ISSUER}/token`,
      method: 'POST',
      form: {
        grant_type: 'authorization_code',
        client_id: CLIENT,
        redirect_uri: REDIRECT_URI,
        code: 'the-code',
        code_verifier: secret,
      },
      credentials: 'omit',
    },
  ]);
  expect(JSON.stringify(signIn.view())).not.toContain('eyJ');
  expect(issuer.requests.map(({ url }) => url).filter((url) => url.includes('eyJ'))).toEqual([]);
});

test('two sign-ins have different state, nonce and code challenge', async () => {
  const { signIn, addresses } = await openPage();
  await signIn.start();
  const second = await openPage();
  await second.signIn.start();
  const secrets = [...addresses, ...second.addresses].flatMap((address) => {
    const { searchParams } = new URL(address);
    return ['state', 'nonce', 'code_challenge'].map((name) => searchParams.get(name));
  });
  expect(new Set(secrets).size).toBe(6);
});

test('sign-in without crypto.subtle, as over plain HTTP, ends as "unsupported"', async () => {
  const { signIn, isWindowClosed } = await openPage();
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes });
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'unsupported' });
  expect(isWindowClosed()).toBe(true);
});

test('sign-in with a blocked window ends as "blocked" without a request to the issuer', async () => {
  const { signIn, issuer } = await openPage({}, { isBlocked: true });
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'blocked' });
  expect(issuer.requests.map(({ url }) => url)).toEqual(['https://gateway.example/sign-in.json']);
});

test('a cancelled sign-in ignores a later authorization response', async () => {
  const { signIn, started, deliver, isWindowClosed } = await openWaitingPage();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, isWaiting: true });
  signIn.cancel();
  deliver();
  await started;
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'cancelled' });
  expect(isWindowClosed()).toBe(true);
});

test('a sign-in whose window is reported closed accepts a later authorization response', async () => {
  const { signIn, started, deliver, reportClosed } = await openWaitingPage();
  reportClosed();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'closed' });
  deliver();
  await started;
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, user: JIP });
});

test('a second sign-in ends the first', async () => {
  const { signIn, started } = await openWaitingPage();
  void signIn.start();
  await started;
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, isWaiting: true });
  signIn.cancel();
});

test('a sign-in without a response ends as "timeout" after ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signIn, started } = await openWaitingPage();
  vi.advanceTimersByTime(10 * 60_000);
  await started;
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'timeout' });
});

test('a sign-in that ended as "closed" does not change to "timeout" after ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signIn, started, reportClosed } = await openWaitingPage();
  reportClosed();
  vi.advanceTimersByTime(10 * 60_000);
  await started;
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'closed' });
});

test('expiry of the token ends the sign-in as "expired"', async () => {
  const page = await openWaitingPage();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page.deliver();
  await page.started;
  vi.advanceTimersByTime(3_600_000);
  expect(page.signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'expired' });
});

test('token() throws when the token expired while timers were suspended', async () => {
  const { signIn, pass } = await openPage();
  await signIn.start();
  pass(3_600_000);
  expect(() => signIn.token()).toThrow('your access has expired');
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, failure: 'expired' });
});

test('signOut clears user and token', async () => {
  const { signIn } = await openPage();
  await signIn.start();
  signIn.signOut();
  expect(signIn.view()).toEqual(NOT_SIGNED_IN);
  expect(() => signIn.token()).toThrow(SignInError);
});

test.each([
  ['null', Response.json(null)],
  ['an offer without a client', Response.json({ issuer: ISSUER, scope: 'openid' })],
  ['no JSON', new Response('<html>')],
  ['nothing', new Response('', { status: 404 })],
])('no sign-in is offered when /sign-in.json gives %s', async (_, response) => {
  const signIn = createSignIn({
    fetch: async () => response,
    now: () => START_MS,
    redirectUri: REDIRECT_URI,
    openWindow: () => expect.unreachable(),
    awaitResponse: () => expect.unreachable(),
  });
  await signIn.load();
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOT_SIGNED_IN, isOffered: false });
});

describe('the window with the authorization response', () => {
  const response = { state: 'one', code: 'c' };
  const never = new AbortController().signal;

  test('delivers it to the page that created its state and may close', async () => {
    const received = awaitResponse('one', never);
    expect(await deliverResponse(response, 2_000)).toBe(true);
    expect(await received).toEqual(response);
  });

  test('does not deliver it to a page with another state', async () => {
    const leaving = new AbortController();
    const received = awaitResponse('two', leaving.signal);
    expect(await deliverResponse(response, 50)).toBe(false);
    leaving.abort(new SignInError('cancelled'));
    await expect(received).rejects.toThrow('cancelled');
  });
});
