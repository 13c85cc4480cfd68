/**
 * Faults of the connections to subgraphs: a covering part of the table of `npm run chaos`, with every fault of
 * every subgraph, and saved operations that have every field of them all. Then the same faults of the connections to partners.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { coveringOperations } from '../support/covering-operations.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { IN_FLIGHT, someAtATime, startChaosHarness } from './chaos-harness.ts';
import type { Cell, ChaosHarness } from './chaos-harness.ts';
import { CHAOS_FAULTS, type ChaosFault } from './faults.ts';

const OPERATIONS = coveringOperations(TEST_DAY);
const KINDS = DEMO_SUBGRAPHS.map(({ kind }) => kind);
const isLate = ({ ofSubgraph }: ChaosFault) => ofSubgraph === 'late';

let harness: ChaosHarness;
beforeAll(async () => {
  harness = await startChaosHarness(OPERATIONS);
});
afterAll(() => harness.stop());

/** The faults of a table with a cell for each operation; late ones take seconds each, and have a test of their own. */
const QUICK_FAULTS = CHAOS_FAULTS.filter((fault) => !isLate(fault));

/**
 * At least one cell for each subgraph. Each fault takes the next operation of a subgraph, and starts again after the
 * last fault, since a subgraph may have more operations than there are faults: most saved queries ask insights alone.
 */
function cellsOf(fault: ChaosFault): readonly Cell[] {
  const first = QUICK_FAULTS.indexOf(fault);
  return KINDS.flatMap((subgraph) => {
    const operations = harness.operationsOf(subgraph);
    const count = Math.max(operations.length, QUICK_FAULTS.length);
    const cells: Cell[] = [];
    for (let at = first; at < count; at += QUICK_FAULTS.length) {
      const operation = operations[at % operations.length];
      if (operation) cells.push({ fault, subgraph, operation });
    }
    return cells;
  });
}

const describeCell = ({ fault, subgraph, operation }: Cell) =>
  `${fault.name}, ${subgraph}, ${operation.id}`;

async function mistakesOf(cells: readonly Cell[], inFlight: number) {
  const found = await someAtATime(cells, inFlight, harness.tryCell);
  return cells.flatMap((cell, index) =>
    (found[index] ?? []).map((mistake) => `${describeCell(cell)}: ${mistake}`),
  );
}

test('the cells have every operation', () => {
  const tried = new Set(QUICK_FAULTS.flatMap(cellsOf).map(({ operation }) => operation.id));
  expect(OPERATIONS.filter(({ id }) => !tried.has(id))).toEqual([]);
});

test.each(QUICK_FAULTS)(
  'a subgraph with fault $name loses only its own fields and is named with fault $ofSubgraph',
  async (fault) => {
    const cells = cellsOf(fault);
    expect([...new Set(cells.map(({ subgraph }) => subgraph))]).toEqual(KINDS);
    expect(await mistakesOf(cells, IN_FLIGHT)).toEqual([]);
  },
);

test('a body without end in several fetches of one subgraph does not use up the bytes of the response', async () => {
  const fault = CHAOS_FAULTS.find(({ name }) => name === 'a body without end');
  const operation = OPERATIONS.find(({ id }) => id === 'explorer/13-caseload');
  if (!fault || !operation) throw new Error('Cannot find the fault or the saved query');
  const cells = KINDS.map((subgraph) => ({ fault, subgraph, operation }));
  expect(await mistakesOf(cells, 1)).toEqual([]);
});

const matcher = { role: 'coach', purpose: 'matching' };
const coach = { role: 'coach', purpose: 'case-guidance' };

/** A list that partners of one kind fill together. */
interface PartnerList {
  readonly kind: string;
  readonly partners: readonly string[];
  readonly principal: typeof matcher | null;
  readonly field: string;
  readonly selection: string;
}

const partnersOf = (kind: string) =>
  (DEMO_SUBGRAPHS.find((one) => one.kind === kind)?.partners ?? []).map(({ id }) => id);

const LISTS: readonly PartnerList[] = [
  {
    kind: 'education',
    partners: partnersOf('education'),
    principal: null,
    field: 'trainings',
    selection: '(first: 3) { nodes { id name } }',
  },
  {
    kind: 'uwv',
    partners: partnersOf('uwv'),
    principal: matcher,
    field: 'jobseekers',
    selection: '(first: 2) { nodes { id } }',
  },
  {
    kind: 'guidance',
    partners: ['leerwerkloket-stedenvierkant'],
    principal: coach,
    field: 'caseload',
    selection: '(first: 2) { nodes { kind } }',
  },
  {
    kind: 'provinces',
    partners: partnersOf('provinces'),
    principal: null,
    field: 'pilots',
    selection: '(first: 3) { nodes { id name } }',
  },
];

/** The response to a list that no partner of this kind gave. */
function lostList({ kind, partners, field }: PartnerList, { ofPartner: fault }: ChaosFault) {
  return {
    data: { [field]: null },
    errors: partners.map((partner) => ({
      message: `Partner "${partner}" gave no answer: ${fault}`,
      path: [field],
      extensions: { code: 'PARTNER_NO_ANSWER', partner, kind, fault },
    })),
    extensions: { partial: partners.map((partner) => ({ partner, kind, fault })) },
  };
}

/** Asks the list before, during and after the fault of all its partners. */
async function expectPartnerFault(fault: ChaosFault, list: PartnerList): Promise<void> {
  const ask = () => harness.stack.ask(list.principal, `{ ${list.field} ${list.selection} }`);
  const setAll = (next: ChaosFault | null) => {
    for (const id of list.partners) harness.partners.get(id)?.setFault(next);
  };
  const before = await ask();
  expect(before.errors).toBeUndefined();
  setAll(fault);
  const during = await ask();
  setAll(null);
  const after = await ask();
  expect(during).toEqual(fault.ofPartner === null ? before : lostList(list, fault));
  expect(after).toEqual(before);
}

test.each(QUICK_FAULTS)(
  'partners with fault $name are each named with fault $ofPartner, until they recover',
  async (fault) => {
    await Promise.all(LISTS.map((list) => expectPartnerFault(fault, list)));
  },
);

/** The other field comes from memory, so that it is not late itself on a busy machine. */
async function expectLateSubgraph(
  fault: ChaosFault,
  { kind, field, selection, principal }: PartnerList,
) {
  const operation = {
    id: kind,
    principal,
    document: `{ ${field} ${selection} programmes(first: 1) { nodes { id } } }`,
    variables: {},
  };
  expect(await harness.tryCell({ fault, subgraph: kind, operation })).toEqual([]);
}

test('subgraphs and partners that respond too late, or byte by byte, are named with fault late', async () => {
  const [delay, drip] = CHAOS_FAULTS.filter(isLate) as [ChaosFault, ChaosFault];
  // The whole responses come first, because partners are late next.
  for (const list of LISTS) await expectLateSubgraph(CHAOS_FAULTS.at(-1) ?? delay, list);
  await Promise.all([
    ...LISTS.map((list) => expectLateSubgraph(delay, list)),
    ...LISTS.map((list) => expectLateSubgraph(drip, list)),
    ...LISTS.map((list, index) => expectPartnerFault(index % 2 === 0 ? delay : drip, list)),
  ]);
});

test('no redirect of a subgraph or a partner was followed', () => {
  expect(harness.visits()).toBe(0);
});
