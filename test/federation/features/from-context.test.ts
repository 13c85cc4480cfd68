/** `@fromContext`: an argument takes its value from an object above its field. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../../gateway/standalone/standalone-gateway.ts';
import { startFixture, type Fixture } from '../support/fixture.ts';

let fixture: Fixture;
let gateway: StandaloneGateway;

const LINES = 120;

beforeAll(async () => {
  const part = (id: string): Record<string, unknown> => ({
    __typename: 'Part',
    id,
    use: ({ of }: { of?: unknown }) => `${id} in ${String(of)}`,
    price: ({ currency, times = 1 }: { currency?: string | null; times?: number }) =>
      `${id} ${currency} ${times}`,
    strict: ({ of }: { of?: unknown }) => (of === 'K2' ? null : `${id} strict`),
    plain: id.length,
    origin: `origin of ${id}`,
  });
  const [a, b, c] = [part('a'), part('b'), part('c')];
  const gift = { ...part('a'), __typename: 'Gift', inner: { ...part('b'), __typename: 'Gift' } };
  const line = (id: string, kind: string | null, parts: unknown[]) => ({
    __typename: 'Line',
    id,
    kind,
    parts,
  });
  const one = line('1', 'K1', [a, b]);
  const two = line('2', 'K2', [c, a, null]);
  const three = line('3', null, [b]);
  const cart = (id: string, currency: string, lines: unknown[]) => ({
    __typename: 'Cart',
    id,
    currency,
    lines,
    gift,
  });
  const badge = (id: string) => ({
    __typename: 'Badge',
    id,
    word: ({ lang }: { lang?: string }) => `${id} in ${lang}`,
  });
  const person = { __typename: 'Person', id: 'p', lang: 'nl', badge: badge('pb') };
  const firm = { __typename: 'Firm', id: 'f', language: 'fy', badge: badge('fb') };
  const many = Array.from({ length: 1001 }, (_, index) => line(`m${index}`, `M${index}`, [a]));
  const ownParts = Array.from({ length: LINES }, (_, index) => part(`q${index}`));
  const lines = ownParts.map((own, index) => line(`n${index}`, `K${index}`, [own]));
  const parts = [a, b, c, gift, gift.inner, person.badge, firm.badge, ...ownParts];
  fixture = await startFixture({
    subgraphs: {
      parts: `
        type Part @key(fields: "id") {
          id: ID! plain: Int 
          use(of: String @fromContext(field: "$line { kind }")): String
          price(times: Int, currency: String @fromContext(field: "$cart { currency }")): String
          strict(of: String @fromContext(field: "$line { kind }")): String!
        }
        type Gift @key(fields: "id") {
          id: ID! origin: String plain: Int
          price(times: Int, currency: String @fromContext(field: "$cart { currency }")): String
        }
        type Badge @key(fields: "id") {
          id: ID!
          word(lang: String @fromContext(field: "$owner ... on Person { lang } ... on Firm { language }")): String
        }
        type Line @key(fields: "id") @context(name: "line") { id: ID! kind: String @external }
        type Cart @key(fields: "id") @context(name: "cart") { id: ID! currency: String! @external }
        type Person @key(fields: "id") @context(name: "owner") { id: ID! lang: String! @external }
        type Firm @key(fields: "id") @context(name: "owner") { id: ID! language: String! @external }`,
      carts: `
        type Query { carts: [Cart!]! owners: [Owner!]! big: Cart huge: Cart }
        union Owner = Person | Firm
        type Cart @key(fields: "id") { id: ID! currency: String! lines: [Line!]! gift: Gift }
        type Line @key(fields: "id") { id: ID! kind: String }
        type Gift @key(fields: "id") { id: ID! inner: Gift }
        type Badge @key(fields: "id") { id: ID! }
        type Person @key(fields: "id") { id: ID! lang: String! badge: Badge }
        type Firm @key(fields: "id") { id: ID! language: String! badge: Badge }`,
      lists: `
        type Line @key(fields: "id") { id: ID! parts: [Part] }
        type Part @key(fields: "id") { id: ID! }`,
    },
    world: () => ({
      Query: {
        carts: [cart('x', 'EUR', [one, two]), cart('y', 'DKK', [one, three])],
        owners: [person, firm],
        big: cart('z', 'SEK', lines),
        huge: cart('h', 'SEK', many),
      },
      objects: [one, two, three, person, firm, ...parts, ...lines, ...many],
    }),
  });
  const { supergraphSdl, subgraphUrls } = fixture;
  gateway = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls,
  });
});
afterAll(async () => {
  await gateway.stop();
  await fixture.stop();
});

async function send(query: string, variables?: object) {
  fixture.received.length = 0;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body: unknown = await response.json();
  return body;
}
const callsOf = (name: string) => fixture.received.filter(({ subgraph }) => subgraph === name);

describe('an argument with @fromContext', () => {
  test('has the value of the object above, in lists, and equal contexts are one group', async () => {
    expect(await send('{ carts { lines { parts { use } } } }')).toEqual({
      data: {
        carts: [
          {
            lines: [
              { parts: [{ use: 'a in K1' }, { use: 'b in K1' }] },
              { parts: [{ use: 'c in K2' }, { use: 'a in K2' }, null] },
            ],
          },
          {
            lines: [
              { parts: [{ use: 'a in K1' }, { use: 'b in K1' }] },
              { parts: [{ use: 'b in null' }] },
            ],
          },
        ],
      },
    });
    expect(callsOf('parts')).toHaveLength(1);
    const { variables = {} } = callsOf('parts')[0]?.body ?? {};
    const lists = Object.entries(variables).filter(([name]) => name.startsWith('representations'));
    expect(lists.map(([, list]) => (list as unknown[]).length)).toEqual([2, 2, 1]);
  });

  test('differs where one entity is below two objects, also when that entity was fetched once', async () => {
    expect(await send('{ carts { currency lines { id parts { id price plain } } } }')).toEqual({
      data: {
        carts: ['EUR', 'DKK'].map((currency) => ({
          currency,
          lines: [
            {
              id: '1',
              parts: ['a', 'b'].map((id) => ({ id, price: `${id} ${currency} 1`, plain: 1 })),
            },
            currency === 'EUR'
              ? {
                  id: '2',
                  parts: [
                    ...['c', 'a'].map((id) => ({ id, price: `${id} EUR 1`, plain: 1 })),
                    null,
                  ],
                }
              : { id: '3', parts: [{ id: 'b', price: 'b DKK 1', plain: 1 }] },
          ],
        })),
      },
    });
    expect(callsOf('lists')).toHaveLength(1);
  });

  test('goes together with arguments and aliases of the client', async () => {
    const query = `query ($times: Int!) { carts { gift {
      currency: price(times: $times) twice: price(times: 2) origin inner { id price } } } }`;
    expect(await send(query, { times: 3 })).toEqual({
      data: {
        carts: ['EUR', 'DKK'].map((currency) => ({
          gift: {
            currency: `a ${currency} 3`,
            twice: `a ${currency} 2`,
            origin: 'origin of a',
            inner: { id: 'b', price: `b ${currency} 1` },
          },
        })),
      },
    });
  });

  test('takes the field that fits the type of the object above', async () => {
    const query = '{ owners { ... on Person { badge { word } } ... on Firm { badge { word } } } }';
    expect(await send(query)).toEqual({
      data: { owners: [{ badge: { word: 'pb in nl' } }, { badge: { word: 'fb in fy' } }] },
    });
  });

  test('is not needed for other fields of the type', async () => {
    expect(await send('{ carts { gift { plain } } }')).toEqual({
      data: { carts: [{ gift: { plain: 1 } }, { gift: { plain: 1 } }] },
    });
  });

  test('takes few requests for many contexts', async () => {
    expect(await send('{ big { lines { parts { use } } } }')).toEqual({
      data: {
        big: {
          lines: Array.from({ length: LINES }, (_, index) => ({
            parts: [{ use: `q${index} in K${index}` }],
          })),
        },
      },
    });
    expect(callsOf('parts')).toHaveLength(3);
  });

  test('gives TOO_LARGE for more than a thousand contexts', async () => {
    expect(await send('{ huge { lines { parts { use } } } }')).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'TOO_LARGE' } }],
    });
    expect(callsOf('parts')).toEqual([]);
  });

  test('gives an error of one context at its own path, and the data of the others', async () => {
    expect(await send('{ carts { lines { parts { strict } } } }')).toMatchObject({
      data: {
        carts: [
          {
            lines: [
              { parts: [{ strict: 'a strict' }, { strict: 'b strict' }] },
              { parts: [null, null, null] },
            ],
          },
          { lines: [{ parts: [{ strict: 'a strict' }, { strict: 'b strict' }] }, {}] },
        ],
      },
      errors: [
        { path: ['carts', 0, 'lines', 1, 'parts', 0, 'strict'] },
        { path: ['carts', 0, 'lines', 1, 'parts', 1, 'strict'] },
      ],
    });
  });

  test('leaves fields null, with one error, when the subgraph of the value is unavailable', async () => {
    fixture.fake('lists', () => ({ text: 'no', status: 500 }));
    expect(await send('{ carts { id lines { parts { use } } } }')).toMatchObject({
      data: {
        carts: [
          { id: 'x', lines: [{ parts: null }, { parts: null }] },
          { id: 'y', lines: [{ parts: null }, { parts: null }] },
        ],
      },
      errors: [{ extensions: { code: 'PARTNER_NO_ANSWER' } }],
    });
    fixture.fake('lists', undefined);
  });
});
