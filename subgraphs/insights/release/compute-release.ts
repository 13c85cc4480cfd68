/**
 * The true counts of every table of a release, from the statistics endpoints of the other subgraphs. One request to
 * each subgraph carries all its tables, and their streams are read side by side, table by table, so that the memory
 * does not grow with the number of records. The counts are held in memory and go nowhere but to the protection.
 */
import { cellKey, cellsOf, type RegisteredTable } from '../registry/registered-tables.ts';
import { TO_DATE, type Registry, type SourceKind } from '../registry/registry.ts';
import { MissingPartnersError, NoLegalBasisError, type AskStatistics } from './ask-statistics.ts';
import { createCellCounter } from './count-cells.ts';
import { mergeTokens, type MatchCount } from './merge-tokens.ts';
import { createRecordReader } from './read-record.ts';
import type { StatisticsRow, StatisticsStream } from './read-statistics.ts';
import { ReleaseError } from './release-error.ts';
import type { ReleaseTable } from './release-file.ts';
import { sourcesOf, type TableSources } from './table-sources.ts';

export interface ComputeOptions {
  readonly registry: Registry;
  /** The quarter of the release. */
  readonly release: string;
  /** Tables of one kind of permission: all that need a legal basis, or all that need none. */
  readonly tables: readonly RegisteredTable[];
  /** The quarter whose keys make the tokens. */
  readonly keyQuarter: string;
  /** The partners of the list, by subgraph. */
  readonly partners: ReadonlyMap<SourceKind, readonly string[]>;
  readonly ask: AskStatistics;
  readonly onTable?: (id: string) => void;
  readonly signal: AbortSignal;
}

/** A table with its true counts. */
export interface CountedTable {
  readonly table: RegisteredTable;
  /** By `cellKey`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of a table of answers, which has no counts: those that its source gives, by `cellKey`. */
  readonly answers?: ReadonlyMap<string, boolean>;
  readonly sources: ReleaseTable['sources'];
}

/**
 * Counts every cell of the tables. Throws `NoLegalBasisError` where an endpoint denies the purpose, and `ReleaseError`
 * where a partner is missing or a response cannot be used.
 */
export async function computeTables(options: ComputeOptions): Promise<readonly CountedTable[]> {
  const sources = options.tables.map(sourcesOf);
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  try {
    const streams = await openStreams(sources, options, signal);
    const counted: CountedTable[] = [];
    for (const one of sources) {
      signal.throwIfAborted();
      counted.push(await countTable(one, streams, options));
      options.onTable?.(one.table.id);
    }
    await Promise.all([...streams.values()].map((stream) => stream.finish()));
    return counted;
  } finally {
    stopping.abort();
  }
}

type Streams = ReadonlyMap<SourceKind, StatisticsStream>;

async function openStreams(
  sources: readonly TableSources[],
  { release, keyQuarter, partners, ask }: ComputeOptions,
  signal: AbortSignal,
): Promise<Streams> {
  const kinds = [...new Set(sources.flatMap(({ asks }) => asks.map(({ kind }) => kind)))];
  const opened = await Promise.allSettled(
    kinds.map(async (kind) => {
      const request = {
        release,
        keyQuarter,
        without: [],
        tables: sources.flatMap(({ asks }) =>
          asks.flatMap((one) => (one.kind === kind ? [one.request] : [])),
        ),
      };
      const stream = await ask(kind, request, signal);
      rejectUnknown(stream, partners.get(kind) ?? []);
      return [kind, stream] as const;
    }),
  );
  const failed = opened.flatMap((one): unknown[] =>
    one.status === 'rejected' ? [one.reason] : [],
  );
  if (failed.length > 0) throw failureOf(failed);
  return new Map(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

/** All missing partners at once, because their operator would otherwise learn of them one by one. */
function failureOf(failed: readonly unknown[]): unknown {
  const denied = failed.find((one) => one instanceof NoLegalBasisError);
  const missing = failed.flatMap((one) =>
    one instanceof MissingPartnersError ? one.partners : [],
  );
  if (denied !== undefined || missing.length === 0) return denied ?? failed[0];
  const names = missing.join(', ');
  const options = missing.map((id) => `--without ${id}`).join(' ');
  return new ReleaseError(
    `Cannot make the release without the records of ${names}: try again later, or leave out every table that needs ` +
      `them with ${options}`,
  );
}

/** A partner that is not in the list could be any name. */
function rejectUnknown({ kind, head }: StatisticsStream, known: readonly string[]): void {
  if (head.partners.length > 0 && head.partners.every(({ id }) => known.includes(id))) return;
  throw new ReleaseError(
    `Cannot make the release: "${kind}" names none of its partners, or one that the partner list does not have`,
  );
}

async function countTable(
  sources: TableSources,
  streams: Streams,
  { registry, release }: ComputeOptions,
): Promise<CountedTable> {
  const { table, asks } = sources;
  if (table.entry.answer !== undefined) return readAnswers(sources, streams);
  const read = createRecordReader(registry, sources, release);
  const counter = createCellCounter(table);
  const opened = await Promise.all(
    asks.map(async ({ kind, request }) => {
      const stream = streams.get(kind);
      if (stream === undefined) throw new Error(`Cannot find the stream of "${kind}"`);
      return { kind, head: stream.head, next: await stream.openTable(request) };
    }),
  );
  const [only] = opened;
  const matches =
    only !== undefined && opened.length === 1
      ? await countRows(only.next, ({ values, count }) => {
          const record = read([values]);
          if (record !== null) counter.add(record, count);
        })
      : await mergeTokens(opened, (rows) => {
          const record = read(rows);
          if (record !== null) counter.add(record, 1);
        });
  return {
    table,
    counts: counter.counts,
    sources: opened.flatMap(({ kind, head }, index) =>
      head.partners.map(({ id, asOf }) => ({
        partner: id,
        kind,
        asOf,
        matchRate: index === 0 ? null : matchRateOf(matches[index], registry),
      })),
    ),
  };
}

/** A row has the code of each dimension, and YES or NO; of a group of a few the source gives none. */
async function readAnswers({ table, asks }: TableSources, streams: Streams): Promise<CountedTable> {
  const answers = new Map<string, boolean>();
  const [ask] = asks;
  const stream = ask && streams.get(ask.kind);
  if (!ask || !stream) throw new Error(`Cannot find the stream of "${table.id}"`);
  const registered = new Set([...cellsOf(table)].map(cellKey));
  const [step = ''] = table.entry.steps;
  await countRows(await stream.openTable(ask.request), ({ values }) => {
    const codes = values.slice(0, -1).map((code) => code ?? '');
    const key = cellKey({ step, period: TO_DATE, codes });
    const answer = values.at(-1);
    if (registered.has(key) && (answer === 'YES' || answer === 'NO')) {
      answers.set(key, answer === 'YES');
    }
  });
  const sources = stream.head.partners.map(({ id, asOf }) => ({
    partner: id,
    kind: ask.kind,
    asOf,
    matchRate: null,
  }));
  return { table, counts: new Map(), answers, sources };
}

async function countRows(
  next: () => Promise<StatisticsRow | null>,
  work: (row: StatisticsRow) => void,
): Promise<readonly MatchCount[]> {
  for (let row = await next(); row !== null; row = await next()) work(row);
  return [];
}

/**
 * In tens of percents; null where the source has few records. A rate covers at least a twentieth of them, which must be
 * no less than the largest minimum, so that it tells nothing of a cell below its minimum.
 */
function matchRateOf(match: MatchCount | undefined, { policy }: Registry): number | null {
  if (match === undefined || match.all < 20 * policy.sensitiveMinimum) return null;
  return Math.round((match.matched / match.all) * 10) * 10;
}
