/** Reads the stream of a statistics endpoint (`kit/statistics/protocol.ts`), line by line; nothing in it is trusted. */
import { isObject } from '../../../core/structures/is-object.ts';
import { COUNT_MAX, type SourceKind } from '../registry/registry.ts';
import {
  statisticsHead,
  type StatisticsHead,
  type StatisticsTableRequest,
} from '../../kit/statistics/protocol.ts';
import { createLineReader } from './read-lines.ts';
import type { RowValues } from './read-record.ts';
import { ReleaseError } from './release-error.ts';

/** Rows of one response: the tokens of a million records in fifty tables. */
const ROWS_MAX = 50_000_000;
const VALUE_LENGTH_MAX = 100;
const TOKEN = /^[\w-]{16,64}$/;

/** One row: how many records have the values, or the token of one record. */
export interface StatisticsRow {
  readonly count: number;
  /** Absent in a row of counts. */
  readonly token: string | undefined;
  readonly values: RowValues;
}

/** The response of one subgraph; tables are read in the order in which they were asked for. */
export interface StatisticsStream {
  readonly kind: SourceKind;
  readonly head: StatisticsHead;
  /** Starts reading the rows of a table; gives the next row at each call, null after the last. */
  readonly openTable: (
    asked: StatisticsTableRequest,
  ) => Promise<() => Promise<StatisticsRow | null>>;
  /** Throws `ReleaseError` unless the response ends here, and with as many rows as were read. */
  readonly finish: () => Promise<void>;
}

/** Reads the head. Throws `ReleaseError`, here and at each row, for a response that is cut off or has another form. */
export async function readStatistics(
  kind: SourceKind,
  chunks: AsyncIterable<Uint8Array>,
): Promise<StatisticsStream> {
  const subject = `the statistics of "${kind}"`;
  const nextLine = createLineReader(chunks, subject);
  const garbled = () => new ReleaseError(`Cannot read ${subject}: they have another form`);
  let rowsCount = 0;
  /** A line that was read, and belongs to what comes next. */
  let held: unknown;

  async function next(): Promise<unknown> {
    if (held !== undefined) {
      const value = held;
      held = undefined;
      return value;
    }
    const line = await nextLine();
    if (line === null) throw new ReleaseError(`Cannot read ${subject}: they are cut off`);
    try {
      return JSON.parse(line);
    } catch {
      throw garbled();
    }
  }

  const head = statisticsHead.safeParse(await next());
  if (!head.success) throw garbled();

  return {
    kind,
    head: head.data,
    async openTable(asked) {
      const start = await next();
      if (!isObject(start) || start['table'] !== asked.id) throw garbled();
      let isOver = false;
      return async () => {
        if (isOver) return null;
        const line = await next();
        if (!Array.isArray(line)) {
          isOver = true;
          held = line;
          return null;
        }
        rowsCount += 1;
        const row = rowOf(line, asked);
        if (row === undefined || rowsCount > ROWS_MAX) throw garbled();
        return row;
      };
    },
    async finish() {
      const end = await next();
      if (!isObject(end) || end['end'] !== rowsCount || (await nextLine()) !== null)
        throw garbled();
    },
  };
}

/** Undefined for a row of another form. */
function rowOf(
  [first, ...values]: readonly unknown[],
  { give, columns }: StatisticsTableRequest,
): StatisticsRow | undefined {
  if (values.length !== columns.length || !values.every(isValue)) return undefined;
  if (give === 'counts') {
    const isCount = typeof first === 'number' && Number.isInteger(first);
    if (!isCount || first < 0 || first > COUNT_MAX) return undefined;
    return { count: first, token: undefined, values };
  }
  if (typeof first !== 'string' || !TOKEN.test(first)) return undefined;
  return { count: 1, token: first, values };
}

function isValue(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && value.length <= VALUE_LENGTH_MAX);
}
