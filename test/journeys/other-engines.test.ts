/** Gateways of others give the data that ours gives, from the same subgraphs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { rulesOf } from '../../gateway/authorization/authorize.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { startPartnerProxy, type PartnerProxy } from '../support/partner-proxy.ts';
import { coveringOperations } from '../support/covering-operations.ts';
import { generatePublicOperations } from '../support/public-operations.ts';
import { savedOperations } from '../support/saved-operations.ts';
import { startStack, type GraphqlResult, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';
import {
  ENGINES,
  GRAPHS,
  startEngines,
  type Engine,
  type Engines,
} from './other-engines/engines.ts';

interface Operation {
  readonly id: string;
  readonly document: string;
  readonly variables?: object;
}

const readText = (path: string) => readFileSync(join(projectRoot(), path), 'utf8');
const supergraphSdl = readText('schema/supergraph.graphql');
const saved = savedOperations(TEST_DAY);
const ofPublic = saved.filter(({ principal }) => principal === null);
// Rows of evaluation tables need a context that our gateway signs; the schema does not say so.
const ofPeople = saved.filter(
  ({ principal, document }) => principal !== null && !document.includes('statisticsTable'),
);
const { apiSchema: publicSchema } = parseSupergraph(readText(`schema/${GRAPHS.public}`));
const ofPublicProfile = ofPublic.filter(
  ({ document }) => validate(publicSchema, parse(document)).length === 0,
);
/** What every field of them gives; where all are asked in another test. */
const few = coveringOperations(TEST_DAY).filter(({ principal }) => principal === null);
const GENERATED = 30;
const generated = generatePublicOperations(rulesOf(supergraphSdl), GENERATED).map(
  (document, index) => ({ id: `generated ${index}`, document }),
);

let stack: Stack;
let engines: Engines;
let oursOfSaved: readonly Outcome[];
let oursOfGenerated: readonly Outcome[];
const subgraphs = new Map<string, PartnerProxy>();
beforeAll(async () => {
  stack = await startStack({
    deadlineMs: 20_000,
    async putBefore(layer, name, url) {
      if (layer === 'partner') return url;
      const proxy = await startPartnerProxy(new URL(url).origin);
      subgraphs.set(name, proxy);
      return `${proxy.url}/graphql`;
    },
  });
  const urls = [...subgraphs].map(([name, { url }]) => [name, `${url}/graphql`] as const);
  engines = await startEngines(new Map(urls));
  oursOfSaved = await ours(ofPublic);
  oursOfGenerated = await ours(generated);
});
afterAll(async () => {
  await engines.stop();
  await stack.stop();
  await Promise.all([...subgraphs.values()].map((proxy) => proxy.stop()));
});

/** Measured between two requests, so never the same. */
const MEASURED = new Set(['lastAnswerAt', 'p99Ms', 'state', 'fault']);

/** The data as text, in the order of the response. */
function dataText({ data }: GraphqlResult): string | undefined {
  return JSON.stringify(data, (key, value: unknown) => (MEASURED.has(key) ? undefined : value));
}

const errorShape = z.object({
  path: z.array(z.union([z.string(), z.number()])).optional(),
  message: z.string(),
  extensions: z.object({
    code: z.string(),
    partner: z.string().nullish(),
    kind: z.string().optional(),
  }),
});

const errorsOf = ({ errors = [] }: GraphqlResult) => errors.map((error) => errorShape.parse(error));

/** Each code once, with the partner that it names. */
function codesOf(result: GraphqlResult): readonly string[] {
  const codes = errorsOf(result).map(({ extensions: { code, partner } }) =>
    partner ? `${code} ${partner}` : code,
  );
  return [...new Set(codes)].toSorted();
}

interface Outcome {
  readonly id: string;
  readonly data: string | undefined;
  readonly codes: readonly string[];
}

async function outcomes(
  operations: readonly Operation[],
  ask: (operation: Operation) => Promise<GraphqlResult>,
): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  for (const operation of operations) {
    const result = await ask(operation);
    found.push({ id: operation.id, data: dataText(result), codes: codesOf(result) });
  }
  return found;
}

const ours = (operations: readonly Operation[]) =>
  outcomes(operations, ({ document, variables }) => stack.ask(null, document, variables));

const theirs = (engine: Engine, operations: readonly Operation[], graph?: 'public') =>
  outcomes(operations, ({ document, variables }) =>
    engines.ask(engine, document, { ...(variables && { variables }), ...(graph && { graph }) }),
  );

const NO_LOG = { debug() {}, info() {}, warn() {}, error() {} };

const { devDependencies: versions } = z
  .object({ devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readText('package.json')));

/** The rows of a table in the README between two comments, as cells. */
function rowsBetween(begin: string, end: string): readonly (readonly string[])[] {
  const [, text = ''] =
    new RegExp(`<!-- ${begin}[^\\n]*-->([^]*)<!-- ${end} -->`).exec(readText('README.md')) ?? [];
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the README says which versions ran, and how many public saved queries gave the same data', () => {
  const hive = `\`@graphql-hive/gateway-runtime\` ${versions['@graphql-hive/gateway-runtime']}`;
  const planner = `\`@graphql-hive/router-runtime\` ${versions['@graphql-hive/router-runtime']}`;
  const whole = `${ofPublic.length} of ${ofPublic.length}`;
  const profile = `${ofPublicProfile.length} of ${ofPublicProfile.length}`;
  const rows = rowsBetween('other engines: begin', 'other engines: end');
  expect(rows.map((cells) => cells.slice(0, 4))).toEqual([
    ['Hive Gateway, default engine', hive, whole, profile],
    ['Hive Gateway, engine in Rust', planner, whole, profile],
    ['Apollo Gateway', `\`@apollo/gateway\` ${versions['@apollo/gateway']}`, whole, profile],
    [
      'the composer of Cosmo',
      `\`@wundergraph/composition\` ${versions['@wundergraph/composition']}`,
      'the same schema, without `@policy`',
      'the same schema',
    ],
  ]);
});

describe.each(ENGINES)('%s', (engine) => {
  test('gives the same data as our gateway for every public saved query', async () => {
    expect(oursOfSaved.flatMap(({ codes }) => codes)).toEqual([]);
    expect(await theirs(engine, ofPublic)).toEqual(oursOfSaved);
  });

  test('gives the same data for generated public operations within the budget', async () => {
    const within = oursOfGenerated.filter(({ codes }) => !codes.includes('COST_EXCEEDED'));
    expect(within.length).toBeGreaterThan(GENERATED / 2);
    const ids = new Set(within.map(({ id }) => id));
    const asked = generated.filter(({ id }) => ids.has(id));
    expect(await theirs(engine, asked)).toEqual(within);
  });

  test('gives the same data with the supergraph of the public profile', async () => {
    const ids = ofPublicProfile.map(({ id }) => id);
    const expected = oursOfSaved.filter(({ id }) => ids.includes(id));
    expect(await theirs(engine, ofPublicProfile, 'public')).toEqual(expected);
  });

  test('gives no record of a person, since the subgraphs want the signed context of our gateway', async () => {
    const found = await theirs(engine, ofPeople);
    expect(found.length).toBeGreaterThan(4);
    expect(found.map(({ codes }) => codes)).toEqual(found.map(() => ['UNAUTHENTICATED']));
    expect(found.map(({ data = '{}' }) => data.replaceAll(/"\w+":null/g, ''))).toEqual(
      found.map(() => '{}'),
    );
  });
});

test('Apollo Gateway does not load the supergraph before its mark for SECURITY is taken out', async () => {
  const gateway = new ApolloGateway({ supergraphSdl, logger: NO_LOG });
  await expect(gateway.load()).rejects.toThrow('for: SECURITY');
});

/** Nothing is mended at the end: when a partner is asked again is not for the test to say. */
describe('while a fund and a school are down', () => {
  const down = ['otib', 'aventus'];
  let expected: readonly Outcome[];
  beforeAll(async () => {
    for (const partner of down) stack.setFault(partner, 'down');
    expected = await ours(few);
  });

  test.each(ENGINES)(
    '%s gives the same data, and the same partners in its errors',
    async (engine) => {
      expect(new Set(expected.flatMap(({ codes }) => codes))).toEqual(
        new Set(down.map((partner) => `PARTNER_NO_ANSWER ${partner}`)),
      );
      expect(await theirs(engine, few)).toEqual(expected);
    },
  );

  const partial = '{ voucherSchemes(first: 2) { nodes { name } } }';
  test.each([
    ['Hive Gateway, default engine', []],
    ['Hive Gateway, engine in Rust', ['PARTNER_NO_ANSWER otib']],
    ['Apollo Gateway', ['PARTNER_NO_ANSWER otib']],
  ] as const)('for a list that misses rows %s gives the errors %j', async (engine, codes) => {
    const own = await stack.ask(null, partial);
    const result = await engines.ask(engine, partial);
    expect(dataText(result)).toBe(dataText(own));
    expect(codesOf(own)).toEqual(['PARTNER_NO_ANSWER otib']);
    expect(codesOf(result)).toEqual(codes);
  });

  describe('and the subgraph of schools is down', () => {
    const asked = few.filter(({ document }) => /\b(education|fromSchools)\b/.test(document));

    let expectedOfAsked: readonly Outcome[];
    beforeAll(async () => {
      subgraphs.get('education')?.setFault('down');
      expectedOfAsked = await ours(asked);
    });

    test.each(ENGINES)('%s gives the same data beside an error of its own', async (engine) => {
      expect(expectedOfAsked.map(({ codes }) => codes[0])).toEqual(
        asked.map(() => 'PARTNER_NO_ANSWER'),
      );
      const ownCode = (code: string) =>
        code === 'PARTNER_NO_ANSWER' ? 'INTERNAL_SERVER_ERROR' : code;
      expect(await theirs(engine, asked)).toEqual(
        expectedOfAsked.map((one) => ({ ...one, codes: one.codes.map(ownCode) })),
      );
    });

    test.each([
      ['Hive Gateway, default engine', 200, '{"trainings":null}', /^Unexpected error\.$/],
      ['Hive Gateway, engine in Rust', 500, undefined, /^Unexpected error\.$/],
      ['Apollo Gateway', 200, '{"trainings":null}', /^request to http:\/\/127\.0\.0\.1:\d+\//],
    ] as const)(
      'for trainings alone %s gives status %d and the data %s',
      async (engine, status, data, message) => {
        const result = await engines.ask(engine, '{ trainings(first: 1) { nodes { name } } }');
        expect([result.status, dataText(result)]).toEqual([status, data]);
        expect(errorsOf(result)).toMatchObject([{ message: expect.stringMatching(message) }]);
      },
    );
  });
});
