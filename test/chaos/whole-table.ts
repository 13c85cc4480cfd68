/** `npm run chaos`: every fault × every subgraph × every saved operation, printed as a table. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { savedOperations } from '../support/saved-operations.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { IN_FLIGHT, someAtATime, startChaosHarness } from './chaos-harness.ts';
import type { Cell, ChaosHarness } from './chaos-harness.ts';
import { CHAOS_FAULTS } from './faults.ts';

const OPERATIONS = savedOperations(TEST_DAY);
const LATE_IN_FLIGHT = 7;
const KINDS = DEMO_SUBGRAPHS.map(({ kind }) => kind);
const WIDTH = 12;
const HOUR_MS = 3_600_000;

let harness: ChaosHarness;
beforeAll(async () => {
  harness = await startChaosHarness(OPERATIONS);
});
afterAll(() => harness.stop());

/** On a busy machine something else may be late at the same moment; then the cell is tried again. */
async function tryCell(cell: Cell, attemptsLeft = 3): Promise<readonly string[]> {
  const mistakes = await harness.tryCell(cell);
  const isBusy = mistakes.some((mistake) => mistake.includes('"late"'));
  return isBusy && attemptsLeft > 0 ? tryCell(cell, attemptsLeft - 1) : mistakes;
}

const line = (title: string, cells: readonly string[]) =>
  title.padEnd(42) + cells.map((cell) => cell.padStart(WIDTH)).join('');

test(
  'every fault of every subgraph gives every saved operation its right part',
  { timeout: HOUR_MS },
  async () => {
    const mistakes: string[] = [];
    console.log(
      line('right responses of those that ask it', KINDS) +
        '\n' +
        '-'.repeat(42 + KINDS.length * WIDTH),
    );
    for (const fault of CHAOS_FAULTS) {
      const row = await someAtATime(KINDS, IN_FLIGHT, async (subgraph) => {
        const operations = harness.operationsOf(subgraph);
        const inFlight = fault.ofSubgraph === 'late' ? LATE_IN_FLIGHT : 1;
        const found = await someAtATime(operations, inFlight, (operation) =>
          tryCell({ fault, subgraph, operation }),
        );
        for (const [index, { id }] of operations.entries()) {
          for (const mistake of found[index] ?? []) {
            mistakes.push(`${fault.name}, ${subgraph}, ${id}: ${mistake}`);
          }
        }
        const right = found.filter(({ length }) => length === 0).length;
        return `${right}/${operations.length}`;
      });
      console.log(line(`${fault.name} (${fault.ofSubgraph ?? 'no fault'})`, row));
    }
    for (const { id } of OPERATIONS) {
      const asked = KINDS.map((kind) =>
        harness.operationsOf(kind).some((one) => one.id === id) ? 'asks' : '',
      );
      console.log(line(id, asked));
    }
    console.log(`redirects followed: ${harness.visits()}`);
    expect(mistakes).toEqual([]);
    expect(harness.visits()).toBe(0);
  },
);
