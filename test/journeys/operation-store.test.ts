/**
 * The first execution of an operation prepares it, the next ones take it from the operation store; both
 * executors give the same response each time.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExactNumber } from '../../core/structures/exact-numbers.ts';
import { normalizeText } from '../../gateway/operations/normalize-text.ts';
import { coveringOperations } from '../support/covering-operations.ts';
import { startStack, type GraphqlResult, type Principal, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const developer: Principal = { role: 'developer', purpose: 'development' };
let apollo: Stack;
let compiled: Stack;

beforeAll(async () => {
  [apollo, compiled] = await Promise.all([
    startStack({ execution: 'apollo' }),
    startStack({ execution: 'compiled' }),
  ]);
});
afterAll(() => Promise.all([apollo.stop(), compiled.stop()]));

/** Executes an operation twice with each executor. */
async function executeFourTimes(
  principal: Principal | null,
  query: string,
  variables: object = {},
) {
  const responses: GraphqlResult[] = [];
  for (const stack of [apollo, compiled]) {
    for (let times = 0; times < 2; times += 1) {
      responses.push(await stack.ask(principal, query, variables));
    }
  }
  return responses;
}

function expectSame(responses: readonly GraphqlResult[]): GraphqlResult {
  const [first, ...rest] = responses;
  for (const response of rest) expect(response).toEqual(first);
  if (!first) throw new Error('There is no response');
  return first;
}

describe('saved queries', () => {
  test.each(coveringOperations(TEST_DAY))(
    '$id gives the same response four times',
    async ({ principal, document, variables }) => {
      const responses = await executeFourTimes(principal, document, variables);
      expectSame(responses.map((response) => withoutVolatileFields(response)));
    },
  );
});

describe('a stored operation with other values', () => {
  const training = (id: string) => `{ training(id: ${JSON.stringify(id)}) { id } }`;

  test('gives the response for the new argument', async () => {
    const list = await compiled.ask(null, '{ trainings(first: 3) { nodes { id } } }');
    const ids = (list.data as { trainings: { nodes: { id: string }[] } }).trainings.nodes;
    for (const { id } of ids) {
      const response = expectSame(await executeFourTimes(null, training(id)));
      expect(response).toEqual({ data: { training: { id } } });
    }
  });

  test('uses the new page size, date and list', async () => {
    for (const first of [1, 2, 5]) {
      const response = expectSame(
        await executeFourTimes(
          developer,
          `{ vouchers(first: ${first}, filter: { issuedFrom: "2019-0${first}-01", statuses: [REDEEMED, EXPIRED], funds: ["otib", "oom"] }) { nodes { id issuedOn } } }`,
        ),
      );
      expect((response.data as { vouchers: { nodes: unknown[] } }).vouchers.nodes).toHaveLength(
        first,
      );
    }
  });

  test('gives one error for an invalid value, as the first execution does', async () => {
    const queryFor = (first: string) => `{ trainings(first: ${first}) { nodes { id } } }`;
    await executeFourTimes(null, queryFor('2'));
    for (const first of ['2147483648', '"2"', '2.5', '0']) {
      const { errors = [] } = expectSame(await executeFourTimes(null, queryFor(first)));
      expect(errors).toHaveLength(1);
    }
  });

  test('uses the default value and the directive of its own document', async () => {
    const queryFor = (first: number, skip: boolean) =>
      `query Q($n: Int! = ${first}) { trainings(first: $n) { nodes { id name @skip(if: ${skip}) } } }`;
    const rows = async (first: number, skip: boolean) => {
      const response = expectSame(await executeFourTimes(null, queryFor(first, skip)));
      const { nodes } = (response.data as { trainings: { nodes: { name?: string }[] } }).trainings;
      return [nodes.length, nodes.every(({ name }) => name === undefined)];
    };
    expect(await rows(1, false)).toEqual([1, false]);
    expect(await rows(2, true)).toEqual([2, true]);
    expect(await rows(1, false)).toEqual([1, false]);
  });

  test('may have a variable named lifted0, fragments and several operations', async () => {
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
    expectSame(responses);
  });

  test('gives UNAUTHENTICATED to the public after successful executions for a coach', async () => {
    const query = '{ vouchers(first: 1) { nodes { id } } }';
    expect(expectSame(await executeFourTimes(developer, query)).errors).toBeUndefined();
    const denied = expectSame(await executeFourTimes(null, query));
    expect([denied.data, denied.errors]).toMatchObject([
      null,
      [{ extensions: { code: 'UNAUTHENTICATED' } }],
    ]);
  });
});

test('the normalized text of an operation contains none of its literals', () => {
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
  const long = normalizeText('{ a(n: 12345678901234567890) }');
  expect(long?.parts).toEqual(['{ a(n: ', 'Int', ') }']);
  expect(long?.literals[0]?.value).toEqual(new ExactNumber('12345678901234567890'));
  expect(normalizeText('{ a(t: "unfinished) }')).toBeNull();
});

/** Fields whose value differs per execution. */
const VOLATILE_FIELDS = new Set(['asOf', 'lastAnswerAt', 'state']);

function withoutVolatileFields(response: GraphqlResult): GraphqlResult {
  return JSON.parse(
    JSON.stringify(response, (key, value: unknown) =>
      VOLATILE_FIELDS.has(key) ? undefined : value,
    ),
  ) as GraphqlResult;
}
