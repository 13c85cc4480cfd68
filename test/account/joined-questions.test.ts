/** The gateway asks a subgraph about several lists at once; the account stays one line for each subject. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { COACH, encryptedFor, type GraphqlResult } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { startAudited, type AuditedSubgraph } from './accounted-kind.ts';

const world = createWorld({ date: TEST_DAY });

interface List {
  readonly things: readonly object[];
  readonly selection: string;
}

const LISTS = ['r0', 'r1'] as const;

/** As `compiled/joined-operation.ts` writes it. */
function together(lists: readonly [List, List]): [string, object] {
  const fields = lists.map(
    ({ selection }, index) => `_${index}: _entities(representations: $r${index}) { ${selection} }`,
  );
  const variables = Object.fromEntries(LISTS.map((name, index) => [name, lists[index]?.things]));
  return [`query ($r0: [_Any!]!, $r1: [_Any!]!) { ${fields.join(' ')} }`, variables];
}

/** The lines that asking left, and the answers. */
async function compare(kind: AuditedSubgraph, lists: readonly [List, List]) {
  const [query, variables] = together(lists);
  const before = kind.lines().length;
  const joined = await kind.ask(COACH, query, variables);
  const joinedLines = kind.lines().slice(before);
  const alone: GraphqlResult[] = [];
  for (const { things, selection } of lists) {
    const plain = `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`;
    alone.push(await kind.ask(COACH, plain, { r: things }));
  }
  const aloneLines = kind.lines().slice(before + joinedLines.length);
  return { joined, alone, joinedLines, aloneLines };
}

type Compared = Awaited<ReturnType<typeof compare>>;

const subjectsIn = (lines: Compared['joinedLines']) =>
  lines.map(({ attributes }) => String(attributes['dpl.core.data_subject_id'])).toSorted();

/** The same answers about the same people; in the account each of them once, in one operation. */
function expectSame({ joined, alone, joinedLines, aloneLines }: Compared, subjectsCount: number) {
  expect(joined.errors).toBeUndefined();
  const entities = alone.map(({ data }) => (data as { _entities: unknown })._entities);
  expect(joined.data).toEqual({ _0: entities[0], _1: entities[1] });
  expect(joinedLines).toHaveLength(subjectsCount);
  expect(subjectsIn(joinedLines)).toEqual([...new Set(subjectsIn(aloneLines))]);
  expect(new Set(joinedLines.map(({ operation_id }) => operation_id)).size).toBe(1);
}

describe('asked about two lists at once', () => {
  let funds: Awaited<ReturnType<typeof startFunds>>;
  let schools: Awaited<ReturnType<typeof startSchools>>;
  let fundsKind: AuditedSubgraph;
  let educationKind: AuditedSubgraph;
  beforeAll(async () => {
    funds = await startFunds(world, { funds: ['otib'] });
    schools = await startSchools(world, { schools: ['aventus', 'saxion'] });
    const urls = (all: readonly { id: string; url: string }[]) =>
      Object.fromEntries(all.map(({ id, url }) => [id, url]));
    fundsKind = await startAudited('funds', urls(funds), ['voucher']);
    educationKind = await startAudited('education', urls(schools), ['voucher', 'person']);
  });
  afterAll(async () => {
    await Promise.all([fundsKind.stop(), educationKind.stop()]);
    await Promise.all([...funds, ...schools].map((one) => one.stop()));
  });

  test('funds account for each voucher once, whichever lists it stands in', async () => {
    const numbers = world.vouchers.filter(({ fund }) => fund === 'otib').slice(0, 3);
    const vouchers = numbers.map(({ number }) => ({
      __typename: 'Voucher',
      id: encryptedFor(COACH, 'voucher', 'llo-voucher/v1', `otib:${number}`),
    }));
    const compared = await compare(fundsKind, [
      { things: vouchers.slice(0, 2), selection: '... on Voucher { type }' },
      { things: vouchers.slice(1), selection: '... on Voucher { scheme { name } }' },
    ]);
    expectSame(compared, 3);
  });

  test('schools account for each person once a school, whichever lists it stands in', async () => {
    const people = world.people.slice(0, 3).map(({ bsn }) => ({
      __typename: 'Person',
      id: encryptedFor(COACH, 'person', 'llo-person/v1', bsn),
    }));
    const compared = await compare(educationKind, [
      { things: people.slice(0, 2), selection: '... on Person { enrolments { id } }' },
      { things: people.slice(1), selection: '... on Person { vouchers { id } }' },
    ]);
    expectSame(compared, 6);
  });

  test('a list that may not be asked about is refused with the other, and neither leaves a line', async () => {
    const [voucher] = world.vouchers.filter(({ fund }) => fund === 'otib');
    const id = encryptedFor(COACH, 'voucher', 'llo-voucher/v1', `otib:${voucher?.number}`);
    const [query, variables] = together([
      { things: [{ __typename: 'Voucher', id }], selection: '... on Voucher { type }' },
      { things: [], selection: '... on VoucherScheme { id }' },
    ]);
    const before = fundsKind.lines().length;
    expect((await fundsKind.ask(null, query, variables)).data).toBeNull();
    expect(fundsKind.lines()).toHaveLength(before);
  });
});
