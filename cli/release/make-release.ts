/** Makes one release: counts, protects, certifies and writes it. */
import type { JWK } from 'jose';
import type {
  ProtectedRelease,
  ProtectionInput,
} from '../../subgraphs/insights/protection/protect-release.ts';
import { listReleases } from '../../subgraphs/kit/statistics/newest-release.ts';
import { quarterOfDay } from '../../subgraphs/kit/statistics/quarters.ts';
import {
  cellKey,
  cellsOf,
  type RegisteredTable,
} from '../../subgraphs/insights/registry/registered-tables.ts';
import type { Registry, SourceKind } from '../../subgraphs/insights/registry/registry.ts';
import {
  createStatisticsClient,
  NoLegalBasisError,
  type AskStatistics,
} from '../../subgraphs/insights/release/ask-statistics.ts';
import {
  computeTables,
  type CountedTable,
} from '../../subgraphs/insights/release/compute-release.ts';
import {
  checkQuarter,
  kindsOf,
  planRelease,
  type LeftOutTable,
  type ReleasePlan,
  type StatisticsPartner,
} from '../../subgraphs/insights/release/plan-release.ts';
import { releaseContents } from '../../subgraphs/insights/release/release-contents.ts';
import { ReleaseError } from '../../subgraphs/insights/release/release-error.ts';
import type { ReleaseFile, ReleaseTable } from '../../subgraphs/insights/release/release-file.ts';
import {
  readEarlierReleases,
  readNewestCertificates,
  writeRelease,
  type WrittenRelease,
} from '../../subgraphs/insights/release/releases-folder.ts';

export interface ReleaseOptions {
  readonly registry: Registry;
  readonly quarter: string;
  /** The folder of all releases. */
  readonly folder: string;
  /** The day that counts as today. */
  readonly today: string;
  /** Every partner of the list. */
  readonly partners: readonly StatisticsPartner[];
  /** Partners of which the records are missing: tables that need them are not published. */
  readonly without: readonly StatisticsPartner[];
  /** Whether the list of purposes registers a legal basis for tables that need one. */
  readonly hasLegalBasis: boolean;
  /** The graph endpoints of the other subgraphs, by name. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly signingKey: JWK;
  readonly protect: Protect;
  /** Throws where the release in the folder does not hold what it claims. */
  readonly certify: (folder: string) => Promise<void>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Called with what is done now, as a sentence without a count of people. */
  readonly onProgress: (text: string) => void;
}

/** Hides what could be told of few people, and proves that the rest cannot be. */
export type Protect = (input: Omit<ProtectionInput, 'timeLimitMs'>) => Promise<ProtectedRelease>;

/** Makes the release; there is none when it throws, or when the process ends before. Throws `ReleaseError`. */
export async function makeRelease(options: ReleaseOptions): Promise<void> {
  const { registry, quarter, folder, today, without, signal, onProgress } = options;
  checkQuarter(registry, quarter, today, listReleases(folder));
  const earlier = readEarlierReleases(folder);
  const plan = planRelease(registry, quarter, without, options.hasLegalBasis);
  const { counted, leftOut } = await countTables(plan, options);
  const cells = counted.reduce((sum, { counts }) => sum + counts.size, 0);
  onProgress(`${counted.length} tables, ${cells} cells; ${leftOut.length} tables are left out`);
  signal.throwIfAborted();
  const protection = await options.protect({
    registry,
    release: quarter,
    counted: counted.filter(({ answers }) => answers === undefined),
    earlier,
    certificates: readNewestCertificates(folder),
    signal,
    onProgress: everySecond(({ audience, recordSet, left }) =>
      onProgress(`protecting ${recordSet}, ${audience}: ${left} numbers left to prove`),
    ),
  });
  const { tables } = protection;
  if (tables.length > 0 && tables.every(({ status }) => status !== 'PUBLISHED')) {
    // A release never changes, so one that shows nothing would stand for good.
    throw new ReleaseError(
      `Cannot make release ${quarter}: no table was protected in time; give it more with --seconds`,
    );
  }
  onProgress(lossText(tables));
  const fileOf = (audience: ReleaseFile['audience']) =>
    releaseOf(audience, { plan, counted, leftOut, protection, earlier }, options);
  const contents = releaseContents({
    registry,
    tables: plan.all,
    public: { release: fileOf('PUBLIC'), certificate: protection.certificate },
    evaluation: { release: fileOf('EVALUATION'), certificate: protection.evaluationCertificate },
  });
  await writeRelease(folder, quarter, contents, async (made) => {
    onProgress('certifying');
    await options.certify(made);
    signal.throwIfAborted();
  });
  onProgress(`release ${quarter} is written`);
}

/** Calls at most once a second: the protection reports each world that it finds. */
function everySecond<T>(report: (value: T) => void): (value: T) => void {
  let lastMs = -Infinity;
  return (value) => {
    if (performance.now() - lastMs < 1_000) return;
    lastMs = performance.now();
    report(value);
  };
}

/** In whole percents of all tables together: a sum of records could tell the value of a cell that is hidden. */
function lossText(tables: ProtectedRelease['tables']): string {
  const visible = { cells: 0, shown: 0, byRule: 0, records: 0, recordsByRule: 0 };
  for (const { loss, bySmallCellRule } of tables) {
    visible.cells += loss?.cells ?? 0;
    visible.shown += loss?.visibleCells ?? 0;
    visible.byRule += bySmallCellRule?.visibleCells ?? 0;
    visible.records += loss?.visibleRecords ?? 0;
    visible.recordsByRule += bySmallCellRule?.visibleRecords ?? 0;
  }
  const percent = (part: number, of: number) => `${Math.round((100 * part) / Math.max(of, 1))} %`;
  const { cells, shown, byRule, records, recordsByRule } = visible;
  return (
    `${percent(shown, cells)} of ${cells} cells are visible, where a rule that hides small counts alone would show ` +
    `${percent(byRule, cells)}; of the records that it would show ${percent(records, recordsByRule)} are visible`
  );
}

interface Counted {
  readonly counted: readonly CountedTable[];
  readonly leftOut: readonly LeftOutTable[];
}

async function countTables(plan: ReleasePlan, options: ReleaseOptions): Promise<Counted> {
  const { ask, stop } = await createStatisticsClient(options.addresses, options.signingKey);
  try {
    const open = await compute(plan.open, ask, options);
    try {
      const others = await compute(plan.underLegalBasis, ask, options);
      return { counted: [...open, ...others], leftOut: plan.leftOut };
    } catch (error) {
      if (!(error instanceof NoLegalBasisError)) throw error;
      return { counted: open, leftOut: [...plan.leftOut, ...plan.underLegalBasis.map(deniedOf)] };
    }
  } finally {
    await stop();
  }
}

async function compute(
  tables: readonly RegisteredTable[],
  ask: AskStatistics,
  { registry, quarter, today, partners, signal, onProgress }: ReleaseOptions,
): Promise<readonly CountedTable[]> {
  if (tables.length === 0) return [];
  const kinds = new Set(tables.flatMap(kindsOf));
  onProgress(`asking ${[...kinds].join(', ')} for ${tables.length} tables`);
  return computeTables({
    registry,
    release: quarter,
    tables,
    keyQuarter: quarterOfDay(today),
    partners: new Map(
      [...kinds].map((kind): readonly [SourceKind, readonly string[]] => [
        kind,
        partners.flatMap((one) => (one.kind === kind ? [one.id] : [])),
      ]),
    ),
    ask,
    onTable: (id) => onProgress(`counted ${id}`),
    signal,
  });
}

function deniedOf(table: RegisteredTable): LeftOutTable {
  const { needsLegalBasis } = table.recordSet;
  if (needsLegalBasis === undefined) throw new Error(`Cannot deny table "${table.id}"`);
  return { table, status: 'NO_LEGAL_BASIS', reason: needsLegalBasis };
}

interface Made extends Counted {
  readonly plan: ReleasePlan;
  readonly protection: ProtectedRelease;
  readonly earlier: readonly WrittenRelease[];
}

function releaseOf(
  audience: ReleaseFile['audience'],
  { plan, counted, leftOut, protection, earlier }: Made,
  { registry, quarter, partners, now }: ReleaseOptions,
): ReleaseFile {
  const previous = earlier.at(-1);
  return {
    id: quarter,
    quarter,
    publishedAt: now().toISOString(),
    policy: registry.policy.id,
    synthetic: partners.every(({ synthetic }) => synthetic),
    audience,
    previous:
      previous === undefined ? null : { id: previous.public.id, manifest: previous.manifest },
    tables: plan.all
      .filter(({ entry }) => entry.audience === audience)
      .map((table) => tableOf(table, { counted, leftOut, protection })),
  };
}

function tableOf(
  table: RegisteredTable,
  { counted, leftOut, protection }: Pick<Made, 'counted' | 'leftOut' | 'protection'>,
): ReleaseTable {
  const { id } = table;
  const left = leftOut.find((one) => one.table === table);
  if (left !== undefined) {
    const { status, reason } = left;
    const sources = kindsOf(table).map((kind) => ({
      partner: null,
      kind,
      asOf: null,
      matchRate: null,
    }));
    return { id, status, reason, sources, rows: [], loss: null };
  }
  const own = protection.tables.find((one) => one.id === id);
  const { sources, answers } = counted.find((one) => one.table === table) ?? {};
  if (sources !== undefined && answers !== undefined) {
    const rows = [...cellsOf(table)].map((cell) => ({
      keys: [cell.step, cell.period, ...cell.codes],
      value: null,
      answer: answers.get(cellKey(cell)) ?? null,
    }));
    return { id, status: 'PUBLISHED', reason: null, sources, rows, loss: null };
  }
  if (own === undefined || sources === undefined) throw new Error(`Cannot find table "${id}"`);
  const { status, reason, rows, loss } = own;
  return { id, status, reason, sources, rows: [...rows], loss };
}
