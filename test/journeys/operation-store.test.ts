/**
 * Two lanes, one answer: the first asking goes through Apollo Server, the next ones do not, and
 * neither our own execution nor Apollo's may be told apart by what they answer.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeText } from '../../gateway/operations/normalize-text.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { startStack, type GraphqlResult, type Asker, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const coach: Asker = { role: 'coach', purpose: 'case-guidance' };
let apollo: Stack;
let compiled: Stack;

beforeAll(async () => {
  [apollo, compiled] = await Promise.all([
    startStack({ execution: 'apollo' }),
    startStack({ execution: 'compiled' }),
  ]);
});
afterAll(() => Promise.all([apollo.stop(), compiled.stop()]));

/** The same question, asked of both and twice of each: four answers that must be one. */
async function fourAnswers(asker: Asker | null, query: string, variables: object = {}) {
  const responses: GraphqlResult[] = [];
  for (const stack of [apollo, compiled]) {
    for (let asking = 0; asking < 2; asking += 1) {
      responses.push(await stack.ask(asker, query, variables));
    }
  }
  return responses;
}

function expectOne(responses: readonly GraphqlResult[]): GraphqlResult {
  const [first, ...rest] = responses;
  for (const response of rest) expect(response).toEqual(first);
  if (!first) throw new Error('no answer');
  return first;
}

describe('the saved questions', () => {
  const folder = join(projectRoot(), 'explorer/saved-queries');
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const variables = { vandaag: TEST_DAY, today: TEST_DAY };

  test.each(files)('%s is answered alike in every lane', async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const role = /^# role: (\S+)/m.exec(text)?.[1] ?? 'none';
    const purpose = /^# purpose: urn:llo:purpose:(\S+)/m.exec(text)?.[1];
    const asker = role === 'none' ? null : { role, ...(purpose ? { purpose } : {}) };
    const declared = Object.entries(variables).filter(([name]) => text.includes(`$${name}`));
    const responses = await fourAnswers(asker, text, Object.fromEntries(declared));
    expectOne(responses.map((response) => withoutMoments(response)));
  });
});

describe('a known question with other values', () => {
  const training = (id: string) => `{ training(id: ${JSON.stringify(id)}) { id } }`;

  test('gives the answer to its own values', async () => {
    const list = await compiled.ask(null, '{ trainings(first: 3) { nodes { id } } }');
    const ids = (list.data as { trainings: { nodes: { id: string }[] } }).trainings.nodes;
    for (const { id } of ids) {
      const response = expectOne(await fourAnswers(null, training(id)));
      expect(response).toEqual({ data: { training: { id } } });
    }
  });

  test('counts rows, days and lists by its own values', async () => {
    for (const first of [1, 2, 5]) {
      const response = expectOne(
        await fourAnswers(
          coach,
          `{ vouchers(first: ${first}, filter: { issuedFrom: "2019-0${first}-01", statuses: [REDEEMED, EXPIRED], funds: ["otib", "oom"] }) { nodes { id issuedOn } } }`,
        ),
      );
      expect((response.data as { vouchers: { nodes: unknown[] } }).vouchers.nodes).toHaveLength(
        first,
      );
    }
  });

  test('is refused as at first when a value does not fit', async () => {
    const asked = (first: string) => `{ trainings(first: ${first}) { nodes { id } } }`;
    await fourAnswers(null, asked('2'));
    for (const first of ['2147483648', '"2"', '2.5', '0']) {
      const { errors = [] } = expectOne(await fourAnswers(null, asked(first)));
      expect(errors).toHaveLength(1);
    }
  });

  test('keeps the default and the directive of its own text', async () => {
    const asked = (first: number, skip: boolean) =>
      `query Q($n: Int! = ${first}) { trainings(first: $n) { nodes { id name @skip(if: ${skip}) } } }`;
    const rows = async (first: number, skip: boolean) => {
      const response = expectOne(await fourAnswers(null, asked(first, skip)));
      const { nodes } = (response.data as { trainings: { nodes: { name?: string }[] } }).trainings;
      return [nodes.length, nodes.every(({ name }) => name === undefined)];
    };
    expect(await rows(1, false)).toEqual([1, false]);
    expect(await rows(2, true)).toEqual([2, true]);
    expect(await rows(1, false)).toEqual([1, false]);
  });

  test('may have variables of any name, fragments and several operations', async () => {
    const text = `
      query A($lifted0: Int!) { trainings(first: $lifted0, filter: { q: "ICT" }) { ...Rows } }
      query B { trainings(first: 2, filter: { q: "ICT" }) { ...Rows } }
      fragment Rows on TrainingConnection { nodes { id offerings(openOn: "${TEST_DAY}") { id } } }`;
    const ask = (stack: Stack, operationName: string) =>
      stack.ask(null, text, { lifted0: 2 }, operationName);
    const responses = [];
    for (const stack of [apollo, compiled, apollo, compiled]) {
      responses.push(await ask(stack, 'A'), await ask(stack, 'B'));
    }
    expectOne(responses);
  });

  test('is refused to who may not ask it, however often it was answered to others', async () => {
    const query = '{ vouchers(first: 1) { nodes { id } } }';
    expect(expectOne(await fourAnswers(coach, query)).errors).toBeUndefined();
    const refused = expectOne(await fourAnswers(null, query));
    expect([refused.data, refused.errors]).toMatchObject([
      null,
      [{ extensions: { code: 'UNAUTHENTICATED' } }],
    ]);
  });
});

test('what is remembered of a question holds none of its values', () => {
  const secrets = ['K-IxwXHLdHscWDM1uF_wGm', '999990019', '12345.5', 'block of text'];
  const query = `{ a(id: "${secrets[0]}", n: ${secrets[1]}, f: ${secrets[2]}, t: """${secrets[3]}""") }`;
  const normal = normalizeText(query);
  const kinds = ['String', 'Int', 'Float', 'BlockString'];
  const between = ['{ a(id: ', ', n: ', ', f: ', ', t: '];
  expect(normal?.parts).toEqual([...kinds.flatMap((kind, at) => [between[at], kind]), ') }']);
  expect(normal?.literals.map(({ value }) => value)).toEqual([
    secrets[0],
    999990019,
    12345.5,
    secrets[3],
  ]);
  expect(normalizeText('{ a(n: 12345678901234567890) }')).toBeNull();
  expect(normalizeText('{ a(t: "unfinished) }')).toBeNull();
});

/** When a partner was asked, and how quickly it answered lately, differ by the asking. */
const OF_THE_MOMENT = new Set(['asOf', 'lastAnswerAt', 'state']);

function withoutMoments(response: GraphqlResult): GraphqlResult {
  return JSON.parse(
    JSON.stringify(response, (key, value: unknown) => (OF_THE_MOMENT.has(key) ? undefined : value)),
  ) as GraphqlResult;
}
