/** When the gateway batches several _entities lists into one request, the audit log has one line for each data subject. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { COACH, encryptedFor, type GraphqlResult } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { startAuditedSubgraph, type AuditedSubgraph } from './audited-subgraph.ts';

const world = createWorld({ date: TEST_DAY });

interface List {
  readonly representations: readonly object[];
  readonly selection: string;
}

const LISTS = ['r0', 'r1'] as const;

/** A request as the gateway writes it for a batched fetch. */
function batchedRequest(lists: readonly [List, List]): [string, object] {
  const fields = lists.map(
    ({ selection }, index) => `_${index}: _entities(representations: $r${index}) { ${selection} }`,
  );
  const variables = Object.fromEntries(
    LISTS.map((name, index) => [name, lists[index]?.representations]),
  );
  return [`query ($r0: [_Any!]!, $r1: [_Any!]!) { ${fields.join(' ')} }`, variables];
}

/** Responses and audit log lines of the batched request and of the separate ones. */
async function compare(subgraph: AuditedSubgraph, lists: readonly [List, List]) {
  const [query, variables] = batchedRequest(lists);
  const before = subgraph.lines().length;
  const batched = await subgraph.ask(COACH, query, variables);
  const batchedLines = subgraph.lines().slice(before);
  const separate: GraphqlResult[] = [];
  for (const { representations, selection } of lists) {
    const plain = `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`;
    separate.push(await subgraph.ask(COACH, plain, { r: representations }));
  }
  const separateLines = subgraph.lines().slice(before + batchedLines.length);
  return { joined: batched, alone: separate, joinedLines: batchedLines, aloneLines: separateLines };
}

type Compared = Awaited<ReturnType<typeof compare>>;

const partnerOf = ({ resource }: Compared['joinedLines'][number]) =>
  resource.attributes['vakgraaf.controller'];
const subjectsIn = (lines: Compared['joinedLines']) =>
  lines.map(({ attributes }) => String(attributes['dpl.core.data_subject_id'])).toSorted();

/** The same data and data subjects; in the batched request each subject has one line under the operation of its partner. */
function expectSame(
  {
    joined: batched,
    alone: separate,
    joinedLines: batchedLines,
    aloneLines: separateLines,
  }: Compared,
  subjectsCount: number,
) {
  expect(batched.errors).toBeUndefined();
  const entities = separate.map(({ data }) => (data as { _entities: unknown })._entities);
  expect(batched.data).toEqual({ _0: entities[0], _1: entities[1] });
  expect(batchedLines).toHaveLength(subjectsCount);
  expect(subjectsIn(batchedLines)).toEqual([...new Set(subjectsIn(separateLines))]);
  // One operation at each partner.
  const parents = new Map(batchedLines.map((one) => [partnerOf(one), one.parent_span_id]));
  for (const one of batchedLines) expect(one.parent_span_id).toBe(parents.get(partnerOf(one)));
}

describe('a request with two _entities lists', () => {
  let funds: Awaited<ReturnType<typeof startFunds>>;
  let schools: Awaited<ReturnType<typeof startSchools>>;
  let fundsSubgraph: AuditedSubgraph;
  let educationSubgraph: AuditedSubgraph;
  beforeAll(async () => {
    funds = await startFunds(world, { funds: ['otib'] });
    schools = await startSchools(world, { schools: ['aventus', 'saxion'] });
    const urls = (all: readonly { id: string; url: string }[]) =>
      Object.fromEntries(all.map(({ id, url }) => [id, url]));
    fundsSubgraph = await startAuditedSubgraph('funds', urls(funds), ['voucher']);
    educationSubgraph = await startAuditedSubgraph('education', urls(schools), [
      'voucher',
      'person',
    ]);
  });
  afterAll(async () => {
    await Promise.all([fundsSubgraph.stop(), educationSubgraph.stop()]);
    await Promise.all([...funds, ...schools].map((one) => one.stop()));
  });

  test('logs each voucher of the funds once, also when it is in both lists', async () => {
    const numbers = world.vouchers.filter(({ fund }) => fund === 'otib').slice(0, 3);
    const vouchers = numbers.map(({ number }) => ({
      __typename: 'Voucher',
      id: encryptedFor(COACH, 'voucher', 'llo-voucher/v1', `otib:${number}`),
    }));
    const compared = await compare(fundsSubgraph, [
      { representations: vouchers.slice(0, 2), selection: '... on Voucher { type }' },
      { representations: vouchers.slice(1), selection: '... on Voucher { scheme { name } }' },
    ]);
    expectSame(compared, 3);
  });

  test('logs each person once for each school that holds them, also when it is in both lists', async () => {
    const schoolsOf = (id: string) =>
      new Set(
        world.associations
          .filter(({ personId, school }) => personId === id && /^(aventus|saxion)$/.test(school))
          .map(({ school }) => school),
      );
    const enrolled = world.people.filter(({ id }) => schoolsOf(id).size > 0).slice(0, 3);
    const people = enrolled.map(({ bsn }) => ({
      __typename: 'Person',
      id: encryptedFor(COACH, 'person', 'llo-person/v1', bsn),
    }));
    const compared = await compare(educationSubgraph, [
      { representations: people.slice(0, 2), selection: '... on Person { enrolments { id } }' },
      { representations: people.slice(1), selection: '... on Person { vouchers { id } }' },
    ]);
    expectSame(compared, enrolled.flatMap(({ id }) => [...schoolsOf(id)]).length);
  });

  test('is denied entirely when one list is not allowed, and writes no line', async () => {
    const [voucher] = world.vouchers.filter(({ fund }) => fund === 'otib');
    const id = encryptedFor(COACH, 'voucher', 'llo-voucher/v1', `otib:${voucher?.number}`);
    const [query, variables] = batchedRequest([
      { representations: [{ __typename: 'Voucher', id }], selection: '... on Voucher { type }' },
      { representations: [], selection: '... on VoucherScheme { id }' },
    ]);
    const before = fundsSubgraph.lines().length;
    expect((await fundsSubgraph.ask(null, query, variables)).data).toBeNull();
    expect(fundsSubgraph.lines()).toHaveLength(before);
  });
});
