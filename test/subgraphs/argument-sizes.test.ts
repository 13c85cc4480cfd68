/** A subgraph has limits of its own on what it is sent: another gateway may be in front of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { rejectTokenInAddress } from '../../gateway/http/refuse-url-token.ts';
import { nearestName } from '../../core/config/nearest-name.ts';
import { foldName } from '../../core/regions/regions.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

let reference: SubgraphHarness;
let education: SubgraphHarness;
let schools: readonly PartnerSystem[];
beforeAll(async () => {
  schools = await startSchools(createWorld({ date: TEST_DAY }), { schools: ['aventus'] });
  const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
  reference = await startSubgraphHarness('reference', partnersAt({}), []);
  education = await startSubgraphHarness('education', partnersAt(urls), ['voucher', 'person']);
});
afterAll(async () => {
  await Promise.all([reference.stop(), education.stop()]);
  await Promise.all(schools.map((school) => school.stop()));
});

const tooLarge = (what: string, bound: number) => ({
  errors: [
    {
      message: `Request is too large: ${what} may be at most ${bound}`,
      extensions: { code: 'TOO_LARGE' },
    },
  ],
});
const ENTITIES = `query ($them: [_Any!]!) {
  _entities(representations: $them) { ... on Region { name } } }`;
const GELDERLAND = { __typename: 'Region', kind: 'PROVINCIE', code: 'PV25' };
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);
function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test.each([
  [
    'a number in the place of a text',
    'query ($x: RegionKind!) { region(kind: $x, code: "PV25") { code } }',
    20250101,
  ],
  [
    'a text that is no value of an enum',
    'query ($x: RegionKind!) { region(kind: $x, code: "PV25") { code } }',
    '123456782',
  ],
  [
    'a text in the place of a number',
    'query ($x: Int!) { regions(first: $x) { nodes { code } } }',
    '123456782',
  ],
  [
    'null in a list without nulls',
    'query ($x: [_Any!]!) { _entities(representations: $x) { __typename } }',
    [null],
  ],
])(
  'a variable with %s is BAD_USER_INPUT, and the error does not repeat it',
  async (_, query, x) => {
    expect(await reference.ask(null, query, { x })).toEqual({
      errors: [
        {
          message: 'Variable "$x" must have a value of its type: look up the type in the schema',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  },
);

describe('a request to a subgraph over a size limit is TOO_LARGE', () => {
  test.each([
    [
      '10,001 representations',
      { them: many(10_001, GELDERLAND) },
      tooLarge('the elements of one list in arguments', 10_000),
    ],
    [
      'a representation with a text of 1 MB',
      { them: [{ ...GELDERLAND, code: ' '.repeat(1_000_000) }] },
      tooLarge('the bytes of one text in arguments', 16_384),
    ],
    [
      'a representation with a long name of a field',
      { them: [{ ...GELDERLAND, ['k'.repeat(20_000)]: 1 }] },
      tooLarge('the bytes of one text in arguments', 16_384),
    ],
    [
      'a representation of many levels',
      { them: [{ ...GELDERLAND, more: deep(1_000) }] },
      tooLarge('the lists and objects inside each other in arguments', 12),
    ],
    [
      'a representation of 15,000 fields',
      { them: [Object.fromEntries(many(15_000, 1).map((one, at) => [`k${at}`, one]))] },
      tooLarge('the fields of one object in arguments', 1_000),
    ],
    [
      'more than 200,000 values',
      { them: many(100, { ...GELDERLAND, more: many(2_500, 1) }) },
      tooLarge('the values in arguments', 200_000),
    ],
    [
      'more than 4 MB of texts',
      { them: many(400, { ...GELDERLAND, code: 'x'.repeat(12_000) }) },
      tooLarge('the bytes of all texts in arguments', 4_194_304),
    ],
  ])('%s', async (_, variables, response) => {
    expect(await reference.ask(null, ENTITIES, variables)).toEqual(response);
  });

  test('a text in the document', async () => {
    const query = `{ region(name: "${'a'.repeat(20_000)}") { name } }`;
    expect(await reference.ask(null, query)).toEqual(
      tooLarge('the bytes of one text in arguments', 16_384),
    );
  });

  test('a document of more than 1 MiB', async () => {
    expect(await reference.ask(null, `{ __typename }${' '.repeat(1_048_576)}`)).toEqual(
      tooLarge('the bytes of a document', 1_048_576),
    );
  });

  test.each<[string, string, object]>([
    [
      'of 10,001 tokens',
      `{ ${'__typename '.repeat(9_999)} }`,
      tooLarge('the tokens of a document', 10_000),
    ],
    ...(
      [
        ['fields', 'a{', '}'],
        ['inline fragments', '...{', '}'],
        ['lists in an argument', '[', ']'],
        ['objects in an argument', '{a:', '}'],
      ] as const
    ).map(([what, open, close]): [string, string, object] => [
      `with 4,000 ${what} inside each other`,
      open.startsWith('[') || open.includes(':')
        ? `{ a(b: ${open.repeat(4_000)}1${close.repeat(4_000)}) }`
        : `{ ${open.repeat(4_000)}a${close.repeat(4_000)} }`,
      tooLarge('the brackets inside each other in a document', 120),
    ]),
    [
      'with one field 401 times',
      `{ ${'a: __typename '.repeat(401)} }`,
      tooLarge('the pairs of fields with one name in a document', 80_000),
    ],
    [
      'of 101 fragments',
      `{ ...f0 } ${many(101, 0)
        .map((_, index) => `fragment f${index} on Query { __typename }`)
        .join(' ')}`,
      tooLarge('the fragments of a document', 100),
    ],
  ])('a document %s', async (_, query, response) => {
    expect(await reference.ask(null, query)).toEqual(response);
  });

  test('a document with thousands of unknown fields gets the first ten errors', async () => {
    const fields = many(5_000, 0).map((_, index) => `x${index}`);
    const { errors = [] } = await reference.ask(null, `{ ${fields.join(' ')} }`);
    expect(errors.map(({ message }) => message)).toEqual([
      ...fields.slice(0, 10).map((field) => `Cannot query field "${field}" on type "Query".`),
      'Too many validation errors, error limit reached. Validation aborted.',
    ]);
  });

  test('a request within the limits gets data', async () => {
    const response = await reference.ask(null, ENTITIES, { them: many(1_000, GELDERLAND) });
    expect(response).toEqual({ data: { _entities: many(1_000, { name: 'Gelderland' }) } });
  });
});

describe('a free-text argument is bounded in length and words', () => {
  const invalid = (argument: string, expected: string) => ({
    message: `Cannot search for "${argument}": expected at most ${expected}`,
    extensions: { code: 'ARGUMENT_INVALID' },
  });
  const TEXTS: readonly (readonly [string, string, string])[] = [
    ['one word of 201 letters', 'a'.repeat(201), '200 characters'],
    ['201 spaces', ' '.repeat(201), '200 characters'],
    ['combining characters', `a${'\u0315\u0300'.repeat(3_000)}`, '200 characters'],
    ['ten thousand words', 'a '.repeat(5_000), '200 characters'],
    ['thirteen words', 'a '.repeat(13), '12 words'],
    ['thirteen words between other signs', 'a-b/c.d,e'.repeat(4), '12 words'],
  ];

  test.each(TEXTS)('vocabulary(term): %s', async (_, term, expected) => {
    const query = 'query ($term: String!) { vocabulary(term: $term) { dutch } }';
    expect(await reference.ask(null, query, { term })).toEqual({
      data: { vocabulary: null },
      errors: [{ ...invalid('term', expected), path: ['vocabulary'], locations: undefined }],
    });
  });

  test.each(TEXTS)('trainings(filter: { q }): %s', async (_, q, expected) => {
    const query = 'query ($q: String) { trainings(filter: { q: $q }) { nodes { id } } }';
    expect(await education.ask(null, query, { q })).toEqual({
      data: { trainings: null },
      errors: [{ ...invalid('q', expected), path: ['trainings'], locations: undefined }],
    });
  });

  test.each([
    ['name', 'x'.repeat(101)],
    ['name', '\u0301'.repeat(8_000)],
    ['code', ' '.repeat(16_000)],
  ])('region(%s)', async (argument, value) => {
    const query = `query ($value: String) { region(${argument}: $value) { code } }`;
    const id = query.replace('String', argument === 'code' ? 'ID' : 'String');
    expect(await reference.ask(null, id, { value })).toMatchObject({
      data: { region: null },
      errors: [
        {
          message: 'Cannot use this region: A code or name of a region has at most 100 characters',
          extensions: { code: 'ARGUMENT_INVALID' },
        },
      ],
    });
  });

  test('q finds trainings in which each word occurs, in any order and spelling', async () => {
    const query = 'query ($q: String) { trainings(filter: { q: $q }) { nodes { name } } }';
    const namesOf = async (q: string | null) => {
      const { data } = await education.ask(null, query, { q });
      const { trainings } = data as { trainings: { nodes: { name: string }[] } };
      return trainings.nodes.map(({ name }) => name);
    };
    const all = await namesOf(null);
    expect(await namesOf('  ')).toEqual(all);
    const [name = ''] = all.filter((one) => one.split(' ').length > 1);
    const words = name.toUpperCase().split(' ');
    expect(await namesOf(words.toReversed().join(' , '))).toContain(name);
    expect(await namesOf(`${name} geenenkelwoord`)).toEqual([]);
  });
});

/** The least CPU of some turns: other work on the machine only adds to it. */
function cpuOf(work: () => unknown): number {
  const turns = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(1, Math.min(...turns));
}

describe('the time to search for citizen numbers is linear in the length of a text', () => {
  const address = (text: string) => () => rejectTokenInAddress(new URL(`http://a/?q=${text}`));
  test.each<readonly [string, (size: number) => () => unknown]>([
    ['combining characters', (n) => () => foldName(`a${'\u0315\u0300'.repeat(n)}`)],
    ['combining characters in turn', (n) => () => foldName('\u0345\u0334\u0316'.repeat(n))],
    ['letters with accents', (n) => () => foldName('\u1ed9'.repeat(n))],
    ['spaces', (n) => () => foldName(' '.repeat(n))],
    ['signs between letters', (n) => () => foldName('a-'.repeat(n))],
    ['capital sigmas', (n) => () => foldName(`\u03a3${'.'.repeat(n)}\u03a3`)],
    ['one word', (n) => () => foldName('a'.repeat(n))],
    ['the beginning of a token, again and again', (n) => address('eyJ'.repeat(n))],
    ['the beginning of a token and an end', (n) => address(`${'eyJ'.repeat(n)}!`)],
    ['parts of a token', (n) => address('eyJaaa.'.repeat(n))],
    ['a name that is mistyped', (n) => () => nearestName('a'.repeat(n), ['b'.repeat(n)])],
  ])('%s', (_, workOf) => {
    const small = cpuOf(workOf(20_000));
    // Half a millisecond is where the clock ends and chance begins.
    expect(cpuOf(workOf(80_000)) / Math.max(small, 500)).toBeLessThan(9);
  });
});
