/** Collects the rows of the tables of one request, as lines in JSON. */
import { mapInTurns, sortInTurns } from '../turns/in-turns.ts';
import { createListIndex } from '../mapping/list-index.ts';
import { compareText } from '../../../core/structures/compare-text.ts';
import type { StatisticsTableRequest } from './protocol.ts';
import type { StatisticsRecord, StatisticsValue } from './subgraph-statistics.ts';
import { createCodeFilter } from './code-filter.ts';
import type { TokenOf } from './tokens.ts';

/** Rows of all tables of a request together: each token takes about 130 bytes. */
const ROWS_MAX = 2_000_000;

/** Thrown for a request whose response would not fit in memory. */
export class TooManyRowsError extends Error {
  override readonly name = 'TooManyRowsError';
}

/** A table of the request with the tokens of its records; null for a table of counts. */
export interface WantedTable extends StatisticsTableRequest {
  readonly tokenOf: TokenOf | null;
}

export interface CollectedTables {
  readonly addRecord: (record: StatisticsRecord) => void;
  readonly addCount: (table: string, count: number, values: readonly StatisticsValue[]) => void;
  /** The lines of the tables in the order of the request, sorted; each table once, after all records. */
  lines(signal: AbortSignal): AsyncGenerator<string>;
  /** How many rows `lines` has without the lines that name a table. */
  rowCount(): number;
}

/** Throws `TooManyRowsError` from `addRecord` and `addCount`. */
export function collectTables(tables: readonly WantedTable[]): CollectedTables {
  const clean = createCodeFilter();
  const collectors = new Map(tables.map((one) => [one.id, createCollector(one, clean)]));
  const byRecordSet = createListIndex<Collector>(({ table }) => table.recordSet);
  const all = [...collectors.values()];
  let rows = 0;
  const grow = (by: number) => {
    rows += by;
    if (rows > ROWS_MAX) throw new TooManyRowsError('Cannot hold so many rows');
  };
  return {
    addRecord: (record) => {
      for (const { table, addRecord } of byRecordSet(all, record.recordSet)) {
        const { programme } = record;
        const isOther = programme !== undefined && programme !== table.programme;
        if (table.programme !== null && isOther) continue;
        if (record.isForTokensOnly && table.tokenOf === null) continue;
        grow(addRecord(record));
      }
    },
    addCount: (table, count, values) => {
      const collector = collectors.get(table);
      if (collector !== undefined) grow(collector.addCount(count, values));
    },
    async *lines(signal) {
      for (const { table, lines } of all) {
        yield JSON.stringify({ table: table.id });
        yield* await lines(signal);
      }
    },
    rowCount: () => all.reduce((sum, one) => sum + one.rowCount(), 0),
  };
}

type Collector = ReturnType<typeof createCollector>;

function createCollector(table: WantedTable, clean: (value: string) => string) {
  const cleaned = (values: readonly (StatisticsValue | undefined)[]) =>
    values.map((value) => (value == null ? null : clean(value)));
  /** By the text of the values, which is JSON without its first character. */
  const counts = new Map<string, number>();
  /** By token: the values as text. A record that comes twice has one row, and not in the order in which it came. */
  const records = new Map<string, string>();
  const addCount = (count: number, values: readonly (StatisticsValue | undefined)[]): number => {
    const key = JSON.stringify(cleaned(values)).slice(1);
    const before = counts.get(key);
    counts.set(key, (before ?? 0) + count);
    return before === undefined ? 1 : 0;
  };
  const { tokenOf } = table;
  return {
    table,
    /** Gives how many rows it added. */
    addRecord: ({ key, values: byColumn }: StatisticsRecord): number => {
      const values = table.columns.map((column) => byColumn[column]);
      if (tokenOf === null) return addCount(1, values);
      if (key === null) return 0;
      const token = tokenOf(key);
      const text = JSON.stringify(cleaned(values)).slice(1);
      const before = records.get(token);
      if (before === undefined || text < before) records.set(token, text);
      return before === undefined ? 1 : 0;
    },
    addCount,
    rowCount: () => counts.size + records.size,
    lines: async (signal: AbortSignal): Promise<readonly string[]> => {
      const rows: ReadonlyMap<string, number | string> = tokenOf === null ? counts : records;
      const sorted = await sortInTurns([...rows], ([a], [b]) => compareText(a, b), signal);
      return mapInTurns(sorted, lineOf, signal);
    },
  };
}

/** A count with the text of its values, or a token with it: what follows the `[` of an array in JSON. */
function lineOf([key, value]: readonly [string, number | string]): string {
  const [first, rest] =
    typeof value === 'number' ? [String(value), key] : [JSON.stringify(key), value];
  return `[${first}${rest === ']' ? '' : ','}${rest}`;
}
