/**
 * Decides what a release shows: rounds, hides small counts, and hides more until invented worlds prove that nobody can
 * tell a hidden count from what this release and all earlier ones show. Public tables are decided first, from public
 * figures alone; evaluation tables are decided beside them.
 */
import { createTurns } from '../../../core/turns/turns.ts';
import { hashParts } from '../../../core/structures/hash-parts.ts';
import type { RegisteredTable } from '../registry/registered-tables.ts';
import type { Registry } from '../registry/registry.ts';
import { ReleaseError } from '../release/release-error.ts';
import type { CertificateFile, ReleaseFile, ReleaseRow } from '../release/release-file.ts';
import {
  addRelease,
  addTable,
  FigureBook,
  intervalOf,
  type Figure,
  type TableCell,
} from './figures.ts';
import type { RecordSetCertificate } from './earlier-worlds.ts';
import { protectRecordSet, type ProtectedRecordSet } from './protect-record-set.ts';
import { quarterWindows, type QuarterWindows } from './quarter-windows.ts';
import { hideGroups, redact } from './redact.ts';
import { rowsOf, visibleOf, type Visible } from './rows.ts';
import { recordSetCertificate } from './write-certificate.ts';

/** A release that is published already, and the registry that it was made with. */
export interface EarlierRelease {
  readonly registry: Registry;
  readonly public: ReleaseFile;
  readonly evaluation: ReleaseFile | null;
}

/** What was proven of the newest earlier release. */
export interface EarlierCertificates {
  readonly public: CertificateFile;
  readonly evaluation: CertificateFile;
}

export interface ProtectionProgress {
  readonly audience: 'PUBLIC' | 'EVALUATION';
  readonly recordSet: string;
  /** Numbers for which no world has been found yet. */
  readonly left: number;
}

export interface ProtectionInput {
  readonly registry: Registry;
  /** The quarter of the release, which is also its id. */
  readonly release: string;
  /** Tables of both audiences that can be published, with the true count of each cell by `cellKey`. */
  readonly counted: readonly {
    readonly table: RegisteredTable;
    readonly counts: ReadonlyMap<string, number>;
  }[];
  /** Oldest first. */
  readonly earlier: readonly EarlierRelease[];
  /** Null for the first release. */
  readonly certificates: EarlierCertificates | null;
  /**
   * Tables that are not protected by then are not published. It is time of the processor, so that the result does not
   * depend on what else the machine does.
   */
  readonly timeLimitMs: number;
  /** The processor time of this process; by default what Node measures. A test gives one that counts work. */
  readonly processorMs?: () => number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProtectionProgress) => void;
}

export interface ProtectedTable {
  readonly id: string;
  readonly status: 'PUBLISHED' | 'NOT_PUBLISHABLE';
  readonly reason: { readonly nl: string; readonly en: string } | null;
  /** In the order of `cellsOf`; empty unless published. */
  readonly rows: ReleaseRow[];
  /** Null unless published. */
  readonly loss: Visible | null;
  /**
   * What a rule that hides small cells alone would show. It is for the operator: the difference from `loss` would tell
   * the value of a cell that is hidden though it is not small. Null unless published.
   */
  readonly bySmallCellRule: Visible | null;
}

export interface ProtectedRelease {
  /** In the order of `counted`. */
  readonly tables: readonly ProtectedTable[];
  /** Over public tables alone. */
  readonly certificate: CertificateFile;
  /**
   * Over public and evaluation tables together, without record sets of which the public one says all. It stays with
   * the evaluation tables.
   */
  readonly evaluationCertificate: CertificateFile;
}

/** The protection of a record set, and the keys of all its figures that are hidden then. */
interface Decided {
  readonly result: ProtectedRecordSet;
  readonly hidden: ReadonlySet<string>;
  /** It was decided from public figures alone. */
  readonly isPublic: boolean;
}

type Counted = ProtectionInput['counted'][number];
type Audience = ProtectionProgress['audience'];
type Reason = NonNullable<ProtectedTable['reason']>;

const LATE: Reason = {
  nl: 'Binnen de tijd is niet aangetoond dat deze tabel niemand herkenbaar maakt.',
  en: 'It was not shown in time that this table tells nothing about anyone.',
};
const UNSAFE: Reason = {
  nl: 'Deze tabel kan niet zo worden getoond dat kleine aantallen verborgen blijven.',
  en: 'This table cannot be shown in a way that keeps small counts hidden.',
};

function measuredMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The time limit has passed. */
class LateError extends Error {}

/** Some tables have to be left out. */
class BlockedError extends Error {
  readonly tables: readonly string[];
  readonly reason: Reason;

  constructor(tables: readonly string[], reason: Reason) {
    super('Cannot protect some tables');
    this.tables = tables;
    this.reason = reason;
  }
}

/**
 * Protects the tables of a release. It gives way to other work of the process, and the result depends on nothing but
 * rounded values, unless the time limit passes. Rejects when the signal is aborted.
 */
export async function protectRelease(input: ProtectionInput): Promise<ProtectedRelease> {
  const { processorMs = measuredMs } = input;
  const endMs = processorMs() + input.timeLimitMs;
  const turns = createTurns(() => input.signal?.throwIfAborted());
  const pause = () => {
    if (processorMs() > endMs) throw new LateError();
    return turns.isOver() ? turns.next() : undefined;
  };
  const leftOut = new Map<string, Reason>();
  const done = new Map<string, Decided>();
  for (;;) {
    input.signal?.throwIfAborted();
    try {
      return await protectTables(input, leftOut, done, pause);
    } catch (error) {
      if (!(error instanceof BlockedError)) throw error;
      for (const id of error.tables) leftOut.set(id, error.reason);
    }
  }
}

async function protectTables(
  input: ProtectionInput,
  leftOut: ReadonlyMap<string, Reason>,
  done: Map<string, Decided>,
  pause: () => Promise<void> | undefined,
): Promise<ProtectedRelease> {
  const { registry, release, earlier } = input;
  const windows = quarterWindows(registry, release);
  const book = new FigureBook(windows);
  const before = new FigureBook(windows);
  for (const one of earlier) {
    addRelease(book, one.registry, one.public);
    addRelease(before, one.registry, one.public);
    if (one.evaluation !== null) addRelease(before, one.registry, one.evaluation);
  }
  const cellsOf = new Map<string, readonly TableCell[]>();
  const decide = async (audience: Audience, certified: readonly CertificateFile[]) => {
    const tables = input.counted
      .filter(({ table }) => table.entry.audience === audience && !leftOut.has(table.id))
      .map((one) => ({ ...one, cells: addTable(book, registry, one.table, release) }));
    for (const { table, cells } of tables) cellsOf.set(table.id, cells);
    // Evaluation tables of earlier releases decided for some of these cells already.
    for (const { cells } of tables) for (const { figure } of cells) keepStatus(figure, before);
    redact(tables);
    for (const { table, cells } of tables) hideGroups(registry, table, cells);
    const earlierOf = (recordSet: string) =>
      certified.flatMap(({ recordSets }) => recordSets[recordSet] ?? [])[0] ?? null;
    return protectAll(input, audience, book, windows, tables, leftOut, done, pause, earlierOf);
  };

  const { certificates } = input;
  const certificate = await decide('PUBLIC', certificates === null ? [] : [certificates.public]);
  for (const figure of book.figures.values()) figure.isFixed = true;
  for (const one of earlier) {
    if (one.evaluation !== null) addRelease(book, one.registry, one.evaluation);
  }
  // Who reads evaluation tables has the public certificate of this release too.
  const evaluationCertificate = await decide('EVALUATION', [
    ...(certificates === null ? [] : [certificates.evaluation]),
    certificate,
  ]);
  return {
    tables: input.counted.map(({ table }) =>
      protectedTable(registry, table, cellsOf.get(table.id), leftOut.get(table.id) ?? null),
    ),
    certificate,
    evaluationCertificate,
  };
}

function keepStatus(figure: Figure, before: FigureBook): void {
  const known = before.figures.get(figure.key);
  if (known === undefined || figure.isFixed) return;
  figure.isFixed = true;
  figure.value = known.value;
  figure.isHidden = known.isHidden;
}

/** Protects each record set for itself: no table counts records of two. */
async function protectAll(
  input: ProtectionInput,
  audience: Audience,
  book: FigureBook,
  windows: QuarterWindows,
  tables: readonly Counted[],
  leftOut: ReadonlyMap<string, Reason>,
  done: Map<string, Decided>,
  pause: () => Promise<void> | undefined,
  earlierOf: (recordSet: string) => RecordSetCertificate | null,
): Promise<CertificateFile> {
  const { registry, release } = input;
  const certificate: CertificateFile = { release, audience, recordSets: {} };
  for (const recordSet of Object.keys(registry.recordSets)) {
    const figures = [...book.figures.values()].filter((one) => one.recordSet === recordSet);
    if (figures.length === 0) continue;
    // Evaluation tables may add nothing, and a table of another record set may have been left out.
    const before = hashParts(figures.map((one) => `${statusText(one)}${one.isFixed}`));
    const known = done.get(before) ?? done.get(hashParts(figures.map(statusText)));
    const result =
      known?.result ??
      (await protectOne({
        registry,
        release,
        recordSet,
        windows,
        figures,
        earlier: earlierOf(recordSet),
        pause,
        onProgress: (left) => input.onProgress?.({ audience, recordSet, left }),
      }));
    if (result === null || result.blocked.length > 0) {
      throw blockedBy(input, audience, recordSet, tables, leftOut, result);
    }
    const hidden =
      known?.hidden ?? new Set(figures.flatMap((one) => (one.isHidden ? [one.key] : [])));
    for (const figure of figures) figure.isHidden = hidden.has(figure.key);
    const decided = known ?? { result, hidden, isPublic: audience === 'PUBLIC' };
    done.set(before, decided);
    done.set(hashParts(figures.map(statusText)), decided);
    // The public certificate, which comes with the evaluation tables too, holds what they add nothing to.
    if (audience === 'EVALUATION' && decided.isPublic) continue;
    certificate.recordSets[recordSet] = recordSetCertificate(
      result,
      (one) => book.figures.get(one.key)?.places ?? one.places,
    );
  }
  return certificate;
}

/** What would be published of a figure, of which worlds and proofs are made. */
const statusText = (figure: Figure) =>
  JSON.stringify([figure.key, figure.minimum, intervalOf(figure)]);

/** Null when the time is over. */
async function protectOne(
  task: Parameters<typeof protectRecordSet>[0],
): Promise<ProtectedRecordSet | null> {
  try {
    return await protectRecordSet(task);
  } catch (error) {
    if (error instanceof LateError) return null;
    throw error;
  }
}

/**
 * The tables to leave out: those with a cell that cannot be protected, otherwise all of the record set. Evaluation
 * tables go before public ones.
 */
function blockedBy(
  { counted, release }: ProtectionInput,
  audience: Audience,
  recordSet: string,
  tables: readonly Counted[],
  leftOut: ReadonlyMap<string, Reason>,
  result: ProtectedRecordSet | null,
): BlockedError {
  const reason = result === null ? LATE : UNSAFE;
  const own = tables.filter(({ table }) => table.entry.recordSet === recordSet);
  const candidates =
    own.length > 0 || audience === 'PUBLIC'
      ? own
      : counted.filter(
          ({ table }) => table.entry.recordSet === recordSet && !leftOut.has(table.id),
        );
  const blocked = new Set(
    (result?.blocked ?? []).flatMap(({ places }) =>
      places.filter((place) => place.release === release).map(({ table }) => table),
    ),
  );
  const some = candidates.filter(({ table }) => blocked.has(table.id));
  const ids = (some.length > 0 ? some : candidates).map(({ table }) => table.id);
  if (ids.length === 0) {
    const why =
      result === null
        ? 'it takes more processor time than was given'
        : 'the registry lacks a step, attribute or code that earlier releases count, or contradicts them';
    throw new ReleaseError(`Cannot certify ${release} for ${recordSet}: ${why}`);
  }
  return new BlockedError(ids, reason);
}

function protectedTable(
  registry: Registry,
  table: RegisteredTable,
  cells: readonly TableCell[] | undefined,
  reason: Reason | null,
): ProtectedTable {
  const { id } = table;
  if (cells === undefined || reason !== null) {
    return {
      id,
      status: 'NOT_PUBLISHABLE',
      reason: reason ?? UNSAFE,
      rows: [],
      loss: null,
      bySmallCellRule: null,
    };
  }
  return {
    id,
    status: 'PUBLISHED',
    reason: null,
    rows: rowsOf(registry, table, cells),
    loss: visibleOf(table, cells, ({ isHidden }) => !isHidden),
    bySmallCellRule: visibleOf(table, cells, () => true),
  };
}
