/** True counts of the cells of one table. They exist in memory alone. */
import { cellKey, cellsOf, type RegisteredTable } from '../registry/registered-tables.ts';
import { TO_DATE } from '../registry/registry.ts';
import type { CountedRecord } from './read-record.ts';

/** Counts records into the cells of a table. */
export interface CellCounter {
  add(record: CountedRecord, times: number): void;
  /** By `cellKey`; every cell of the table has a count. */
  readonly counts: ReadonlyMap<string, number>;
}

export function createCellCounter(table: RegisteredTable): CellCounter {
  const counts = new Map<string, number>();
  for (const cell of cellsOf(table)) counts.set(cellKey(cell), 0);
  const quarters = new Set(table.quarters);
  const dimensions = table.dimensions.map(({ id, members }) => ({
    id,
    counting: countingCodes(members),
    always: [...members].flatMap(([code, of]) => (of === null ? [code] : [])),
  }));
  return {
    counts,
    add({ steps, codes }, times) {
      const rows = dimensions.reduce<readonly (readonly string[])[]>(
        (before, { id, counting, always }) => {
          const own = counting.get(codes.get(id) ?? '') ?? always;
          return before.flatMap((row) => own.map((code) => [...row, code]));
        },
        [[]],
      );
      for (const step of table.entry.steps) {
        const quarter = steps.get(step);
        if (quarter === undefined) continue;
        for (const period of quarters.has(quarter) ? [quarter, TO_DATE] : [TO_DATE]) {
          for (const row of rows) {
            const key = cellKey({ step, period, codes: row });
            const before = counts.get(key);
            if (before !== undefined) counts.set(key, before + times);
          }
        }
      }
    },
  };
}

/** For each code of a record, the codes of the rows that count it. */
function countingCodes(
  members: ReadonlyMap<string, ReadonlySet<string> | null>,
): ReadonlyMap<string, readonly string[]> {
  const all = new Set([...members.values()].flatMap((of) => (of === null ? [] : [...of])));
  return new Map(
    [...all].map((code) => [
      code,
      [...members].flatMap(([row, of]) => (of === null || of.has(code) ? [row] : [])),
    ]),
  );
}
