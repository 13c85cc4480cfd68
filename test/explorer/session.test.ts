import { expect, test } from 'vitest';
import { createPageStorage } from '../../explorer/app/page-storage.ts';
import { createSendOperation } from '../../explorer/requests/send-operation.ts';
import { createDemoSession } from '../../explorer/session/demo-session.ts';
import { createSession } from '../../explorer/session/session.ts';
import { openPage } from './sign-in-page.ts';
import type { IssuerBehaviour } from './fake-issuer.ts';

const name = { nl: 'x', en: 'x' };
const purposes = ['urn:llo:purpose:case-guidance', 'urn:llo:purpose:matching'];
const coach = { role: 'coach', name, description: name, purposes };
const citizen = { role: 'citizen', name, description: name, purposes: ['urn:llo:purpose:inzage'] };

interface Demo {
  readonly now: () => number;
  readonly lifeMs: number;
}

function demoFetch(
  { now, lifeMs }: Demo,
  roles: readonly unknown[] = [coach, citizen, { role: 'broken' }],
) {
  let issued = 0;
  return async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (url === '/demo/roles') return Response.json({ roles });
    const { role, life = '' } = JSON.parse(init?.body as string) as { role: string; life?: string };
    issued += 1;
    const expiresAt = new Date(now() + lifeMs).toISOString();
    return Response.json({ token: `${role}${life}-${issued}`, expiresAt });
  };
}

test('headers: none for the public; token of the role, and the purpose when the role has several', async () => {
  const session = createDemoSession(demoFetch({ now: () => 0, lifeMs: 60_000 }), () => 0);
  await session.load();
  expect(await session.headers()).toEqual({});
  await session.choose('coach', 'urn:llo:purpose:matching');
  expect(await session.headers()).toEqual({
    authorization: 'Bearer coach-1',
    'x-llo-purpose': 'urn:llo:purpose:matching',
  });
  await session.choose('citizen');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-2' });
  await session.choose('none');
  expect(await session.headers()).toEqual({});
});

test('the citizen role sends the token of the chosen citizen', async () => {
  const lives = ['a', 'b'].map((id) => ({ id, name }));
  const demo = demoFetch({ now: () => 0, lifeMs: 60_000 }, [{ ...citizen, lives }]);
  const session = createDemoSession(demo, () => 0);
  await session.load();
  await session.choose('citizen');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizena-1' });
  await session.chooseCitizen('b');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizenb-2' });
});

test('a demo token is reused until 15 seconds before it expires', async () => {
  let now = 0;
  const session = createDemoSession(demoFetch({ now: () => now, lifeMs: 60_000 }), () => now);
  await session.load();
  await session.choose('citizen');
  now = 40_000;
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-1' });
  now = 50_000;
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-2' });
});

test('an unknown role is ignored; a purpose that the role lacks becomes its first purpose', async () => {
  const session = createDemoSession(demoFetch({ now: () => 0, lifeMs: 60_000 }), () => 0);
  await session.load();
  await session.choose('director');
  expect(session.view().role).toBe('none');
  await session.choose('coach', 'urn:llo:purpose:inzage');
  expect(session.view().purpose).toBe('urn:llo:purpose:case-guidance');
});

test('there are no roles when /demo/roles gives 404', async () => {
  const session = createDemoSession(
    async () => new Response('', { status: 404 }),
    () => 0,
  );
  await session.load();
  expect(session.view().roles).toEqual([]);
});

/** A session with the demo roles, in which the user Jip can sign in. */
async function openSession(behaviour: IssuerBehaviour = {}) {
  const { signIn, pass } = await openPage(behaviour);
  const demo = createDemoSession(demoFetch({ now: () => 0, lifeMs: 60_000 }), () => 0);
  const session = createSession(demo, signIn);
  await session.load();
  return { session, pass, roleAndPurpose: () => [session.view().role, session.view().purpose] };
}

const bearer = expect.stringMatching(/^Bearer eyJ/) as string;

test('after sign-in the requests have the token and a purpose of the signed-in user', async () => {
  const { session, roleAndPurpose } = await openSession();
  await session.choose('citizen');
  await session.signIn.start();
  expect(roleAndPurpose()).toEqual(['signed-in', purposes[0]]);
  expect(await session.headers()).toEqual({ authorization: bearer, 'x-llo-purpose': purposes[0] });
  session.choosePurpose('urn:llo:purpose:inzage');
  session.choosePurpose('urn:llo:purpose:matching');
  expect(await session.headers()).toEqual({ authorization: bearer, 'x-llo-purpose': purposes[1] });
});

test('a signed-in user with one purpose sends no purpose header', async () => {
  const { session } = await openSession({ accessToken: { purposes: ['urn:llo:purpose:inzage'] } });
  await session.signIn.start();
  expect(await session.headers()).toEqual({ authorization: bearer });
});

test('a saved query does not change the role of a signed-in user; choosing a role does', async () => {
  const { session, roleAndPurpose } = await openSession();
  await session.signIn.start();
  await session.suggest('citizen', 'urn:llo:purpose:inzage');
  expect(roleAndPurpose()).toEqual(['signed-in', purposes[0]]);
  await session.suggest('coach', 'urn:llo:purpose:matching');
  expect(roleAndPurpose()).toEqual(['signed-in', purposes[1]]);
  await session.choose('citizen');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-1' });
  await session.choose('signed-in');
  expect(await session.headers()).toMatchObject({ authorization: bearer });
});

test('a saved query selects its role when nobody is signed in; "signed-in" cannot be chosen then', async () => {
  const { session, roleAndPurpose } = await openSession();
  await session.suggest('coach', 'urn:llo:purpose:matching');
  expect(roleAndPurpose()).toEqual(['coach', 'urn:llo:purpose:matching']);
  await session.choose('signed-in');
  expect(roleAndPurpose()).toEqual(['coach', 'urn:llo:purpose:matching']);
});

test('after sign-out the previous role is used again', async () => {
  const { session, roleAndPurpose } = await openSession();
  await session.signIn.start();
  session.signIn.signOut();
  expect(roleAndPurpose()).toEqual(['none', undefined]);
  expect(await session.headers()).toEqual({});
});

test('an operation of a user whose sign-in expired is not sent in another role', async () => {
  const { session, pass } = await openSession();
  await session.signIn.start();
  pass(3_600_000);
  expect(await createSendOperation(session)({ query: '{ me { id } }' })).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'EXPLORER_SIGN_IN_ENDED' } }],
  });
  expect(session.view()).toMatchObject({ role: 'none', signIn: { failure: 'expired' } });
});

test('page storage writes only layout and theme to localStorage', () => {
  const kept = new Map<string, string>();
  const storage = createPageStorage({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    length: 0,
  });
  for (const key of [
    'theme',
    'query',
    'variables',
    'headers',
    'tabState',
    'queries',
    'favorites',
  ]) {
    storage.setItem(`graphiql:${key}`, 'x');
  }
  expect(storage.getItem('graphiql:variables')).toBe('x');
  expect([...kept.keys()]).toEqual(['graphiql:theme']);
});
