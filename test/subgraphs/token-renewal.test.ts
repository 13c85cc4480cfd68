/** A token that a partner rejects before it expires is renewed once, for every protocol that uses OAuth. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFakeHttp, type FakeHttp, type Route } from '../support/fake-http.ts';
import {
  CASE_SYSTEM,
  SCHOOL,
  startKinds,
  UWV,
  type Documents,
  type KindUnderTest,
} from '../support/partner-kinds.ts';

let http: FakeHttp;
let kinds: readonly KindUnderTest[];
let stop: () => Promise<void>;
let tokens = 0;
let isGood: (token: string) => boolean;

/** Tokens are `t1`, `t2`, …; a token that is not good gets 401. */
function guard(documents: Documents): FakeHttp['routes'] {
  const guarded = Object.entries(documents).map(([path, body]): [string, Route] => [
    path,
    ({ headers }) =>
      isGood((headers.authorization ?? '').replace('Bearer ', ''))
        ? { body }
        : { status: 401, body: {} },
  ]);
  return {
    ...Object.fromEntries(guarded),
    '/oauth/token': () => {
      tokens += 1;
      return { body: { access_token: `t${tokens}`, token_type: 'bearer', expires_in: '3600' } };
    },
  };
}

beforeAll(async () => {
  http = await startFakeHttp({});
  const { url } = http;
  ({ kinds, stop } = await startKinds(
    {
      uwv: url,
      guidance: url,
      education: url,
      provinces: url,
      funds: 'postgresql://127.0.0.1:1/x',
    },
    20_000,
    {
      tokenPath: '/oauth/token',
      clientId: 'vakgraaf',
      clientSecret: { setting: 'UWV_CLIENT_SECRET' },
    },
  ));
});
beforeEach(() => {
  isGood = () => true;
});
afterAll(async () => {
  await stop();
  await http.stop();
});

describe.each<[string, Documents]>([
  ['uwv', UWV],
  ['guidance', CASE_SYSTEM],
  ['education', SCHOOL],
])('of a partner of the kind %s', (kind, documents) => {
  const ask = async () => {
    const found = kinds.find((one) => one.kind === kind);
    if (found === undefined) throw new Error(`Cannot find ${kind}`);
    return found.ask(found.harness);
  };
  const requests = () => http.received.filter((one) => !one.endsWith('/oauth/token')).length;

  test('one token serves every request, however many wait for it', async () => {
    http.routes = guard(documents);
    kinds.find((one) => one.kind === kind)?.harness.forget();
    const before = tokens;
    const { errors } = await ask();
    await ask();
    expect(errors).toBeUndefined();
    expect(tokens - before).toBe(1);
  });

  test('a token that is rejected is renewed once, and its requests are repeated once', async () => {
    http.routes = guard(documents);
    const whole = await ask();
    http.received.length = 0;
    await ask();
    const usual = requests();
    const before = tokens;
    isGood = (token) => token === `t${before + 1}`;
    http.received.length = 0;
    expect(await ask()).toEqual(whole);
    expect(tokens - before).toBe(1);
    expect(requests()).toBeLessThanOrEqual(2 * usual);
  });

  test('a partner that rejects every token is "refused" after one renewal, and is not asked in a loop', async () => {
    http.routes = guard(documents);
    await ask();
    http.received.length = 0;
    await ask();
    const usual = requests();
    isGood = () => false;
    http.received.length = 0;
    const before = tokens;
    const { errors = [] } = await ask();
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error.extensions).toMatchObject({ fault: 'refused' });
    expect(requests()).toBeLessThanOrEqual(2 * usual);
    expect(tokens - before).toBeLessThanOrEqual(usual);
  });
});
