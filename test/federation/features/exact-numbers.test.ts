/** Numbers that a double cannot hold, through the standalone gateway: in responses, keys, variables and literals. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../../gateway/standalone/standalone-gateway.ts';
import { startFixture, type Fixture } from '../support/fixture.ts';

let fixture: Fixture;
let gateway: StandaloneGateway;

beforeAll(async () => {
  fixture = await startFixture({
    subgraphs: {
      depot: `
        scalar Long scalar Anything
        type Query {
          crate: Crate crates: [Crate!]! echo(of: Long, id: ID, list: [Long!], in: Filter, any: Anything): String
        }
        input Filter { id: ID size: Long deep: Filter share: Float count: Int }
        type Crate @key(fields: "id") @key(fields: "number batch") {
          id: Long! number: Long! batch: Long! weight: Long code: ID share: Float pieces: Int sizes: [Long] any: Anything
        }`,
      scale: `
        scalar Long
        type Crate @key(fields: "id") { id: Long! keySent: String }`,
      label: `
        scalar Long
        type Crate @key(fields: "number batch") { number: Long! batch: Long! numberSent: String }`,
    },
    world: () => ({ Query: {}, objects: [] }),
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
beforeEach(() => {
  fixture.received.length = 0;
  for (const [subgraph, field, key] of [
    ['scale', 'keySent', 'id'],
    ['label', 'numberSent', 'number'],
  ] as const) {
    // Returns the key as it was written in the request.
    fixture.fake(subgraph, ({ variables = {} }, text) => {
      const keys = [...text.matchAll(new RegExp(`"${key}":([^,}]*)`, 'g'))].map(([, sent]) => sent);
      const { representations } = variables as { representations?: readonly unknown[] };
      expect(keys).toHaveLength(representations?.length ?? 0);
      return {
        text: JSON.stringify({ data: { _entities: keys.map((sent) => ({ [field]: sent })) } }),
      };
    });
  }
});

async function send(body: string): Promise<string> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return await response.text();
}
const query = (text: string) => send(JSON.stringify({ query: text }));

/** One crate, with the given fields as JSON in the order of the selection. */
const crate = (fields: string) => `{"data":{"crate":{${fields}}}}`;
/** White space, which makes the gateway parse the response instead of matching it. */
const spaced = (text: string) => text.replaceAll('":', '" : ');
/** More than is parsed at once. */
const long = (text: string) => `${text.slice(0, -1)},"extensions":"${'x'.repeat(300_000)}"}`;

const FORMS = { compact: (text: string) => text, spaced, long } as const;

describe.each(Object.entries(FORMS))('in a %s response', (_, form) => {
  test.each([
    ['a custom scalar beyond 2^53', 'weight', '9007199254740993', '9007199254740993'],
    ['a negative custom scalar', 'weight', '-9007199254740993', '-9007199254740993'],
    ['a custom scalar with zeros at its end', 'weight', '1234567890123456.10', undefined],
    ['a decimal of a custom scalar', 'weight', '0.12345678901234567890', undefined],
    ['a custom scalar that is beyond every double', 'weight', '1e400', undefined],
    ['a custom scalar that is below every double', 'weight', '1E-400', undefined],
    ['a custom scalar that a double holds', 'weight', '9007199254740992', undefined],
    ['text that looks like a number', 'weight', '"9007199254740993"', undefined],
    [
      'text that looks like a list of numbers',
      'weight',
      '"x:9007199254740993,9007199254740993"',
      undefined,
    ],
    ['an ID that is a number', 'code', '12345678901234567890', '"12345678901234567890"'],
    ['an ID that is text', 'code', '"012345678901234567890"', undefined],
    ['a list', 'sizes', '[1,9007199254740997,null,3]', undefined],
    [
      'an object in a custom scalar',
      'any',
      '{"a":[9007199254740993,{"b":"9007199254740993"}]}',
      undefined,
    ],
    ['a Float', 'share', '0.30000000000000004', undefined],
    ['a Float with more digits than a double has', 'share', '0.1234567890123456789', undefined],
    ['an Int with a long fraction of zeros', 'pieces', '7.0000000000000000', '7'],
  ])('the digits stay of %s', async (_case, field, sent, expected = sent) => {
    fixture.fake('depot', () => ({ text: form(crate(`"${field}":${sent}`)) }));
    expect(await query(`{ crate { ${field} } }`)).toBe(crate(`"${field}":${expected}`));
  });

  test('a key beyond 2^53 reaches the other subgraph with its digits', async () => {
    fixture.fake('depot', () => ({
      text: form(crate('"__typename":"Crate","id":9007199254740993')),
    }));
    expect(await query('{ crate { keySent } }')).toBe(crate('"keySent":"9007199254740993"'));
  });

  test('a key of two long fields reaches the other subgraph with its digits', async () => {
    fixture.fake('depot', () => ({
      text: form(
        crate('"__typename":"Crate","number":9007199254740993,"batch":0.10000000000000000001'),
      ),
    }));
    expect(await query('{ crate { numberSent } }')).toBe(crate('"numberSent":"9007199254740993"'));
    expect(fixture.received.at(-1)?.text).toContain('"batch":0.10000000000000000001');
  });

  test('one entity at two positions is requested once, and its neighbour is another entity', async () => {
    const one = (id: string) => `{"__typename":"Crate","id":${id}}`;
    const list = ['9007199254740993', '9007199254740992', '9007199254740993'].map(one).join();
    fixture.fake('depot', () => ({ text: form(`{"data":{"crates":[${list}]}}`) }));
    expect(JSON.parse(await query('{ crates { keySent } }'))).toEqual({
      data: {
        crates: [
          { keySent: '9007199254740993' },
          { keySent: '9007199254740992' },
          { keySent: '9007199254740993' },
        ],
      },
    });
    expect(fixture.received.at(-1)?.body.variables?.['representations']).toHaveLength(2);
  });

  test.each([
    ['an object', 'crate', '12345678901234567890'],
    ['a list', 'crates', '12345678901234567890'],
  ])('a long number in the place of %s is null with an error', async (_case, field, sent) => {
    fixture.fake('depot', () => ({ text: form(`{"data":{"${field}":${sent}}}`) }));
    const response: { data: unknown; errors: readonly unknown[] } = JSON.parse(
      await query(`{ ${field} { weight } }`),
    );
    expect(response).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
    expect(response.data).toEqual(field === 'crate' ? { crate: null } : null);
  });
});

/** The variables that the subgraph received for one request. */
async function echoed(body: string): Promise<string | undefined> {
  fixture.fake('depot', () => ({ text: '{"data":{"echo":"seen"}}' }));
  expect(JSON.parse(await send(body))).toEqual({ data: { echo: 'seen' } });
  const { text = '' } = fixture.received.at(-1) ?? {};
  return /"variables":(\{.*\})\}$/.exec(text)?.[1];
}

describe.each([
  ['requested for the first time', 1],
  ['requested again', 2],
])('an operation that is %s', (_, times) => {
  const repeated = async (body: (digit: number) => string) => {
    let last: string | undefined;
    for (let time = 0; time < times; time += 1) last = await echoed(body(time));
    return last;
  };
  const named = (text: string) => text.replace('query', `query Of${times}`);

  test.each([
    ['query ($of: Long) { echo(of: $of) }', '"of":9007199254740993', '"of":9007199254740993'],
    [
      'query ($id: ID) { echo(id: $id) }',
      '"id":12345678901234567890',
      '"id":"12345678901234567890"',
    ],
    [
      'query ($list: [Long!]) { echo(list: $list) }',
      '"list":[1,9007199254740993]',
      '"list":[1,9007199254740993]',
    ],
    [
      'query ($list: [Long!]) { echo(list: $list) }',
      '"list":9007199254740993',
      '"list":[9007199254740993]',
    ],
    [
      'query ($in: Filter) { echo(in: $in) }',
      '"in":{"id":12345678901234567890,"size":9007199254740993,"deep":{"id":12345678901234567891}}',
      '"in":{"id":"12345678901234567890","size":9007199254740993,"deep":{"id":"12345678901234567891"}}',
    ],
    [
      'query ($any: Anything) { echo(any: $any) }',
      '"any":{"a":[9007199254740993,"9007199254740993"]}',
      '"any":{"a":[9007199254740993,"9007199254740993"]}',
    ],
    [
      'query ($in: Filter) { echo(in: $in) }',
      '"in":{"share":0.12345678901234567890}',
      '"in":{"share":0.12345678901234568}',
    ],
  ])('%s with the variable %s sends %s', async (text, given, sent) => {
    const variables = await repeated(
      () => `{"query":${JSON.stringify(named(text))},"variables":{${given}}}`,
    );
    expect(variables).toBe(`{${sent}}`);
  });

  test.each([
    ['of: 9007199254740993', ['9007199254740993']],
    ['id: 12345678901234567890', ['"12345678901234567890"']],
    ['list: [9007199254740993, 9007199254740992]', ['9007199254740993', '9007199254740992']],
    [
      'in: { size: 9007199254740993, id: 12345678901234567890 }',
      ['9007199254740993', '"12345678901234567890"'],
    ],
    [
      'any: { a: [9007199254740993, 0.10000000000000000001] }',
      ['{"a":[9007199254740993,0.10000000000000000001]}'],
    ],
  ])('the literals %s are sent as %j', async (argument, values) => {
    const text = `{ again${times}: echo(${argument}) echo(${argument}) }`;
    fixture.fake('depot', () => ({ text: `{"data":{"again${times}":"a","echo":"b"}}` }));
    for (let time = 0; time < times; time += 1) {
      expect(JSON.parse(await query(text))).toEqual({
        data: { [`again${times}`]: 'a', echo: 'b' },
      });
    }
    const sent = fixture.received.at(-1)?.text ?? '';
    for (const value of values) expect(sent).toContain(value);
  });

  test('the default value of a custom scalar keeps its digits', async () => {
    const text = named('query ($of: Long = 9007199254740993) { echo(of: $of) }');
    expect(await repeated(() => JSON.stringify({ query: text }))).toBe('{"of":9007199254740993}');
  });

  test('two literals that are the same double are two values', async () => {
    const variables = await repeated((digit) =>
      JSON.stringify({
        query: named(`query { echo(of: 900719925474099${digit + 2}, any: 9007199254740993) }`),
      }),
    );
    const of = times === 1 ? '9007199254740992' : '9007199254740993';
    expect(Object.values(JSON.parse(variables ?? '{}'))).toHaveLength(2);
    expect(variables).toContain(of);
  });
});

test.each([
  ['{"of":1e999}', 'query ($of: Int) { echo(in: { count: $of }) }', 'TOO_LARGE'],
  ['{"of":9007199254740993}', 'query ($of: Int) { echo(in: { count: $of }) }', 'BAD_USER_INPUT'],
  ['{"of":0.12345678901234567}', 'query ($of: ID) { echo(id: $of) }', 'BAD_USER_INPUT'],
  ['{"of":9007199254740993}', 'query ($of: Filter) { echo(in: $of) }', 'BAD_USER_INPUT'],
])('the variables %s for %s give %s', async (variables, text, code) => {
  const body = await send(`{"query":${JSON.stringify(text)},"variables":${variables}}`);
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code } }] });
});

test.each([
  ['00000000000000001'],
  ['1234567890123456.'],
  ['--12345678901234567'],
  ['.1234567890123456'],
])('a body with the invalid number %s is not JSON', async (number) => {
  const body = await send(`{"query":"{ __typename }","variables":{"of":${number}}}`);
  expect(JSON.parse(body)).toEqual({
    errors: [{ message: 'Body is not JSON', extensions: { code: 'BAD_REQUEST' } }],
  });
});
