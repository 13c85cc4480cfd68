import { afterEach, describe, expect, test, vi } from 'vitest';
import { awaitAnswer, handOver } from '../../explorer/sign-in/answer-channel.ts';
import { SignInRefused } from '../../explorer/sign-in/sign-in-refused.ts';
import { createSignIn } from '../../explorer/sign-in/sign-in.ts';
import { JIP, NOBODY, openPage, openWaitingPage } from './sign-in-page.ts';
import { BACK, CLIENT, ISSUER, START_MS } from './stand-in-issuer.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a sign-in by code and PKCE gives a token, and tells who it is for', async () => {
  const { signIn, issuer, addresses, isClosed } = await openPage();
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOBODY, person: JIP });
  expect(signIn.token()).toMatch(/^eyJ/);
  expect(isClosed()).toBe(true);

  const [address = ''] = addresses;
  const { searchParams } = new URL(address);
  const secret = expect.stringMatching(/^[\w-]{43}$/) as string;
  expect(Object.fromEntries(searchParams)).toEqual({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: BACK,
    scope: 'openid profile',
    state: secret,
    nonce: secret,
    code_challenge: secret,
    code_challenge_method: 'S256',
    prompt: 'login',
  });
  expect(issuer.asked.filter(({ method }) => method === 'POST')).toEqual([
    {
      url: `${ISSUER}/token`,
      method: 'POST',
      form: {
        grant_type: 'authorization_code',
        client_id: CLIENT,
        redirect_uri: BACK,
        code: 'the-code',
        code_verifier: secret,
      },
      credentials: 'omit',
    },
  ]);
  expect(JSON.stringify(signIn.view())).not.toContain('eyJ');
  expect(issuer.asked.map(({ url }) => url).filter((url) => url.includes('eyJ'))).toEqual([]);
});

test('no two sign-ins share a secret', async () => {
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

test('a page over plain http, where a browser has no means for it, says that it is not fit', async () => {
  const { signIn, isClosed } = await openPage();
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes });
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'unsuitable' });
  expect(isClosed()).toBe(true);
});

test('a browser that allows no window is said to, and the issuer is not even asked', async () => {
  const { signIn, issuer } = await openPage({}, { isBlocked: true });
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'blocked' });
  expect(issuer.asked.map(({ url }) => url)).toEqual(['https://gateway.example/sign-in.json']);
});

test('a sign-in that is cancelled on the page takes no answer any more', async () => {
  const { signIn, started, comeBack, isClosed } = await openWaitingPage();
  expect(signIn.view()).toEqual({ ...NOBODY, isWaiting: true });
  signIn.cancel();
  comeBack();
  await started;
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'cancelled' });
  expect(isClosed()).toBe(true);
});

test('a window that looks closed is said to be, and its answer still counts', async () => {
  const { signIn, started, comeBack, sayClosed } = await openWaitingPage();
  sayClosed();
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'closed' });
  comeBack();
  await started;
  expect(signIn.view()).toEqual({ ...NOBODY, person: JIP });
});

test('a second sign-in puts an end to the first', async () => {
  const { signIn, started } = await openWaitingPage();
  void signIn.start();
  await started;
  expect(signIn.view()).toEqual({ ...NOBODY, isWaiting: true });
  signIn.cancel();
});

test('nobody is waited for longer than ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signIn, started } = await openWaitingPage();
  vi.advanceTimersByTime(10 * 60_000);
  await started;
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'late' });
});

test('a window that was closed is not called late afterwards', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signIn, started, sayClosed } = await openWaitingPage();
  sayClosed();
  vi.advanceTimersByTime(10 * 60_000);
  await started;
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'closed' });
});

test('when the token ends the page says so, and nobody is signed in any more', async () => {
  const page = await openWaitingPage();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page.comeBack();
  await page.started;
  vi.advanceTimersByTime(3_600_000);
  expect(page.signIn.view()).toEqual({ ...NOBODY, failure: 'ended' });
});

test('a token that ended while the page slept is not given out', async () => {
  const { signIn, pass } = await openPage();
  await signIn.start();
  pass(3_600_000);
  expect(() => signIn.token()).toThrow('Your sign-in has ended');
  expect(signIn.view()).toEqual({ ...NOBODY, failure: 'ended' });
});

test('who signs out is forgotten', async () => {
  const { signIn } = await openPage();
  await signIn.start();
  signIn.signOut();
  expect(signIn.view()).toEqual(NOBODY);
  expect(() => signIn.token()).toThrow(SignInRefused);
});

test.each([
  ['null', Response.json(null)],
  ['an offer without a client', Response.json({ issuer: ISSUER, scope: 'openid' })],
  ['no JSON', new Response('<html>')],
  ['nothing', new Response('', { status: 404 })],
])('a gateway that answers %s offers no sign-in', async (_, response) => {
  const signIn = createSignIn({
    fetch: async () => response,
    now: () => START_MS,
    redirectUri: BACK,
    openWindow: () => expect.unreachable(),
    awaitAnswer: () => expect.unreachable(),
  });
  await signIn.load();
  await signIn.start();
  expect(signIn.view()).toEqual({ ...NOBODY, isOffered: false });
});

describe('the window that comes back', () => {
  const response = { state: 'one', code: 'c' };
  const never = new AbortController().signal;

  test('is heard by the page that made up its state, and may close', async () => {
    const heard = awaitAnswer('one', never);
    expect(await handOver(response, 2_000)).toBe(true);
    expect(await heard).toEqual(response);
  });

  test('is heard by no page that made up another', async () => {
    const leaving = new AbortController();
    const heard = awaitAnswer('two', leaving.signal);
    expect(await handOver(response, 50)).toBe(false);
    leaving.abort(new SignInRefused('cancelled'));
    await expect(heard).rejects.toThrow('cancelled');
  });
});
