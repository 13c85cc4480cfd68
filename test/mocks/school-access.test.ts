/** Person lookup, OAuth tokens and faults of the schools of the demo. */
import { describe, expect, it } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { MockFault } from '../../mocks/partner-system.ts';
import { createSchoolSystems, type Json } from './school-systems.ts';

const { world, system, get } = createSchoolSystems();

describe('person lookup (our extension, not OOAPI)', () => {
  const ask = (school: string, body: string) =>
    fetch(`${system(school).url}/llo/person-lookup`, { method: 'POST', body });

  it('returns the associations of all known people in one request', async () => {
    const mine = world.associations.filter(({ school }) => school === 'techniek-academie');
    const people = world.people
      .filter(({ id }) => mine.some((one) => one.personId === id))
      .slice(0, 5);
    const stranger = world.people.find(({ id }) => !mine.some((one) => one.personId === id));
    const numbers = [...people.map(({ bsn }) => bsn), stranger?.bsn ?? ''];
    const response = await ask(
      'techniek-academie',
      JSON.stringify({ nationalIdentityNumbers: numbers }),
    );
    const { items } = (await response.json()) as {
      items: { nationalIdentityNumber: string; associations: Json[] }[];
    };
    expect(items.map((item) => item.nationalIdentityNumber)).toEqual(people.map(({ bsn }) => bsn));
    expect(
      items.map(({ associations }) => associations.map((one) => one['associationId'])),
    ).toEqual(
      people.map(({ id }) => mine.filter((one) => one.personId === id).map((one) => one.id)),
    );
    expect(items[0]?.associations[0]?.['offering']).toHaveProperty('startDate');
  });

  it('gives 404 at Smart Makers Academy', async () => {
    const response = await ask('smart-makers-academy', '{"nationalIdentityNumbers":[]}');
    expect(response.status).toBe(404);
  });

  it.each([
    '',
    'null',
    '{"nationalIdentityNumbers":"1"}',
    '{"nationalIdentityNumbers":["123456789"]}',
  ])('gives 400 for the body %j', async (body) => {
    expect((await ask('aventus', body)).status).toBe(400);
  });
});

describe('a school with OAuth 2.0', () => {
  it('gives 401 without a valid token', async () => {
    const oauth = { clientId: 'vakgraaf', clientSecret: 'synthetic secret' };
    const [school] = await startSchools(world, { schools: ['firda'], oauth });
    if (!school) throw new Error('Cannot start the school');
    const basic = Buffer.from(`vakgraaf:${encodeURIComponent(oauth.clientSecret)}`).toString(
      'base64',
    );
    const grant = (authorization: string) =>
      fetch(`${school.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    expect((await fetch(`${school.url}/programs`)).status).toBe(401);
    expect((await grant('Basic eDp5')).status).toBe(401);
    const response = (await (await grant(`Basic ${basic}`)).json()) as { access_token: string };
    const validated = await fetch(`${school.url}/programs`, {
      headers: { authorization: `Bearer ${response.access_token}` },
    });
    expect(validated.status).toBe(200);
    await school.stop();
  });
});

describe('a school with a fault', () => {
  const ask = () =>
    fetch(`${system('aventus').url}/programs`, { signal: AbortSignal.timeout(250) }).then(
      async (response) => (await response.json()) as Json,
    );

  it.each<MockFault>(['late', 'down', 'garbled', 'html', 'half'])(
    'gives no usable response while its fault is %s, and recovers',
    async (fault) => {
      system('aventus').setFault(fault);
      await expect(ask()).rejects.toThrow();
      system('aventus').setFault(null);
      expect(await ask()).toHaveProperty('items');
    },
  );

  it('counts requests', async () => {
    system('firda').resetCalls();
    await get('/', 'firda');
    await get('/programs', 'firda');
    expect(system('firda').calls()).toBe(2);
  });

  it('delays its responses by the set delay', async () => {
    const firda = system('firda');
    firda.setDelay(120);
    const startedMs = performance.now();
    await fetch(`${firda.url}/`);
    const waitedMs = performance.now() - startedMs;
    firda.setDelay(0);
    expect(waitedMs).toBeGreaterThan(115);
  });
});
