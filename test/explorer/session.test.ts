import { expect, test } from 'vitest';
import { createPageStorage } from '../../explorer/app/page-storage.ts';
import { createAsk } from '../../explorer/asking/ask.ts';
import { createDemoSession } from '../../explorer/session/demo-session.ts';
import { createSession } from '../../explorer/session/session.ts';
import { openPage } from './sign-in-page.ts';
import type { Misdeeds } from './stand-in-issuer.ts';

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
  let given = 0;
  return async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (url === '/demo/roles') return Response.json({ roles });
    const { role, life = '' } = JSON.parse(init?.body as string) as { role: string; life?: string };
    given += 1;
    const expiresAt = new Date(now() + lifeMs).toISOString();
    return Response.json({ token: `${role}${life}-${given}`, expiresAt });
  };
}

test('the public sends no token; a role sends its own, and its purpose when it has several', async () => {
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

test('a citizen asks as one invented life at a time', async () => {
  const lives = ['a', 'b'].map((id) => ({ id, name }));
  const demo = demoFetch({ now: () => 0, lifeMs: 60_000 }, [{ ...citizen, lives }]);
  const session = createDemoSession(demo, () => 0);
  await session.load();
  await session.choose('citizen');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizena-1' });
  await session.chooseLife('b');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizenb-2' });
});

test('a token that is about to end is replaced, one that lives is kept', async () => {
  let now = 0;
  const session = createDemoSession(demoFetch({ now: () => now, lifeMs: 60_000 }), () => now);
  await session.load();
  await session.choose('citizen');
  now = 40_000;
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-1' });
  now = 50_000;
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-2' });
});

test('a role nobody offers, or a purpose it lacks, is not taken', async () => {
  const session = createDemoSession(demoFetch({ now: () => 0, lifeMs: 60_000 }), () => 0);
  await session.load();
  await session.choose('director');
  expect(session.view().role).toBe('none');
  await session.choose('coach', 'urn:llo:purpose:inzage');
  expect(session.view().purpose).toBe('urn:llo:purpose:case-guidance');
});

test('outside the demo there is no one to become', async () => {
  const session = createDemoSession(
    async () => new Response('', { status: 404 }),
    () => 0,
  );
  await session.load();
  expect(session.view().roles).toEqual([]);
});

/** A page with the roles of the demo, on which Jip can sign in. */
async function openSession(misdeeds: Misdeeds = {}) {
  const { signIn, pass } = await openPage(misdeeds);
  const demo = createDemoSession(demoFetch({ now: () => 0, lifeMs: 60_000 }), () => 0);
  const session = createSession(demo, signIn);
  await session.load();
  return { session, pass, asker: () => [session.view().role, session.view().purpose] };
}

const bearer = expect.stringMatching(/^Bearer eyJ/) as string;

test('who signs in is the one who asks, under one of the purposes of their token', async () => {
  const { session, asker } = await openSession();
  await session.choose('citizen');
  await session.signIn.start();
  expect(asker()).toEqual(['signed-in', purposes[0]]);
  expect(await session.headers()).toEqual({ authorization: bearer, 'x-llo-purpose': purposes[0] });
  session.choosePurpose('urn:llo:purpose:inzage');
  session.choosePurpose('urn:llo:purpose:matching');
  expect(await session.headers()).toEqual({ authorization: bearer, 'x-llo-purpose': purposes[1] });
});

test('who has one purpose need not name it', async () => {
  const { session } = await openSession({ accessToken: { purposes: ['urn:llo:purpose:inzage'] } });
  await session.signIn.start();
  expect(await session.headers()).toEqual({ authorization: bearer });
});

test('a saved question takes no one’s place who signed in; a click on a role does', async () => {
  const { session, asker } = await openSession();
  await session.signIn.start();
  await session.suggest('citizen', 'urn:llo:purpose:inzage');
  expect(asker()).toEqual(['signed-in', purposes[0]]);
  await session.suggest('coach', 'urn:llo:purpose:matching');
  expect(asker()).toEqual(['signed-in', purposes[1]]);
  await session.choose('citizen');
  expect(await session.headers()).toEqual({ authorization: 'Bearer citizen-1' });
  await session.choose('signed-in');
  expect(await session.headers()).toMatchObject({ authorization: bearer });
});

test('a saved question takes its role where nobody signed in, and nobody can be chosen who did not', async () => {
  const { session, asker } = await openSession();
  await session.suggest('coach', 'urn:llo:purpose:matching');
  expect(asker()).toEqual(['coach', 'urn:llo:purpose:matching']);
  await session.choose('signed-in');
  expect(asker()).toEqual(['coach', 'urn:llo:purpose:matching']);
});

test('who signs out asks as the one who was chosen before', async () => {
  const { session, asker } = await openSession();
  await session.signIn.start();
  session.signIn.signOut();
  expect(asker()).toEqual(['none', undefined]);
  expect(await session.headers()).toEqual({});
});

test('a question under a sign-in that ended is not asked, as nobody and as no one else', async () => {
  const { session, pass } = await openSession();
  await session.signIn.start();
  pass(3_600_000);
  expect(await createAsk(session)({ query: '{ me { id } }' })).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'EXPLORER_SIGN_IN_ENDED' } }],
  });
  expect(session.view()).toMatchObject({ role: 'none', signIn: { failure: 'ended' } });
});

test('only the look of the page outlives a reload', () => {
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
