/** Joins the records of several sources by their tokens, with one row of each in memory. */
import type { RowValues } from './read-record.ts';
import type { StatisticsRow } from './read-statistics.ts';
import { ReleaseError } from './release-error.ts';

/** The rows of one source, ordered by token; null after the last. */
export interface TokenSource {
  readonly kind: string;
  readonly next: () => Promise<StatisticsRow | null>;
}

/** How many records a source has, and how many of them belong to a record of the first source. */
export interface MatchCount {
  readonly all: number;
  readonly matched: number;
}

/**
 * Calls `work` with the rows of each record of the first source, in the order of the sources; undefined for a source
 * that has none. Gives what was matched for each source. Throws `ReleaseError` where tokens are not in order.
 */
export async function mergeTokens(
  sources: readonly TokenSource[],
  work: (rows: readonly (RowValues | undefined)[]) => void,
): Promise<readonly MatchCount[]> {
  const cursors = sources.map(createCursor);
  const [primary, ...others] = cursors;
  if (primary === undefined) return [];
  const matched = cursors.map(() => 0);
  for (let record = await primary.next(); record !== null; record = await primary.next()) {
    const rows: (RowValues | undefined)[] = [record.values];
    for (const [index, other] of others.entries()) {
      const row = await other.find(record.token);
      rows.push(row);
      if (row !== undefined) matched[index + 1] = (matched[index + 1] ?? 0) + 1;
    }
    work(rows);
  }
  for (const other of others) await other.skipAll();
  return cursors.map((cursor, index) => ({
    all: cursor.count(),
    matched: index === 0 ? cursor.count() : (matched[index] ?? 0),
  }));
}

interface TokenRecord {
  readonly token: string;
  readonly values: RowValues;
}

/** Gives each token once: of several rows about one record, the one that tells most. */
function createCursor({ kind, next }: TokenSource) {
  let ahead: TokenRecord | null | undefined;
  let current: TokenRecord | null | undefined;
  let count = 0;

  async function read(): Promise<TokenRecord | null> {
    const row = await next();
    return row?.token === undefined ? null : { token: row.token, values: row.values };
  }

  async function advance(): Promise<TokenRecord | null> {
    if (ahead === undefined) ahead = await read();
    let record = ahead;
    if (record === null) return null;
    for (;;) {
      ahead = await read();
      if (ahead === null || ahead.token > record.token) break;
      if (ahead.token < record.token) {
        throw new ReleaseError(`Cannot join the records of "${kind}": they are not in order`);
      }
      record = fuller(record, ahead);
    }
    count += 1;
    return record;
  }

  return {
    count: () => count,
    next: advance,
    /** The row of a token; tokens must be asked for in order. */
    async find(token: string): Promise<RowValues | undefined> {
      if (current === undefined) current = await advance();
      while (current !== null && current.token < token) current = await advance();
      return current?.token === token ? current.values : undefined;
    },
    async skipAll(): Promise<void> {
      while ((await advance()) !== null) continue;
    },
  };
}

/** The row with more values; of two with as many, always the same one. */
function fuller(one: TokenRecord, other: TokenRecord): TokenRecord {
  const told = ({ values }: TokenRecord) => values.filter((value) => value !== null).length;
  if (told(one) !== told(other)) return told(one) > told(other) ? one : other;
  return JSON.stringify(one.values) <= JSON.stringify(other.values) ? one : other;
}
