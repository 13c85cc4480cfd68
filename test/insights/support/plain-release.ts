/** Releases that hide small cells alone, with the best certificate that a search finds for what they show. */
import { boundsOf } from '../../../subgraphs/insights/protection/bounds.ts';
import { factsOf } from '../../../subgraphs/insights/protection/facts.ts';
import {
  addRelease,
  addTable,
  FigureBook,
  intervalOf,
} from '../../../subgraphs/insights/protection/figures.ts';
import { findWorlds } from '../../../subgraphs/insights/protection/find-worlds.ts';
import { linesOf } from '../../../subgraphs/insights/protection/lines.ts';
import type {
  EarlierRelease,
  ProtectedRelease,
  ProtectedTable,
} from '../../../subgraphs/insights/protection/protect-release.ts';
import { quarterWindows } from '../../../subgraphs/insights/protection/quarter-windows.ts';
import { createRandom } from '../../../subgraphs/insights/protection/random.ts';
import { createRecordSpace } from '../../../subgraphs/insights/protection/record-space.ts';
import { redact } from '../../../subgraphs/insights/protection/redact.ts';
import { rowsOf } from '../../../subgraphs/insights/protection/rows.ts';
import { createTabulator } from '../../../subgraphs/insights/protection/world.ts';
import { recordSetCertificate } from '../../../subgraphs/insights/protection/write-certificate.ts';
import type { Registry } from '../../../subgraphs/insights/registry/registry.ts';
import type {
  CertificateFile,
  ReleaseFile,
} from '../../../subgraphs/insights/release/release-file.ts';
import type { CountedTable } from './invented-records.ts';

/** Tables in which every count below its minimum is hidden, and nothing else. */
export function plainTables(
  registry: Registry,
  release: string,
  counted: readonly CountedTable[],
): readonly ProtectedTable[] {
  const book = new FigureBook(quarterWindows(registry, release));
  const tables = counted.map((one) => ({
    ...one,
    cells: addTable(book, registry, one.table, release),
  }));
  redact(tables);
  return tables.map(({ table, cells }) => ({
    id: table.id,
    status: 'PUBLISHED',
    reason: null,
    rows: rowsOf(registry, table, cells),
    loss: null,
    bySmallCellRule: null,
  }));
}

/** The tables as they are, with worlds for every hidden cell for which the search finds one. */
export async function withBestCertificate(
  registry: Registry,
  release: string,
  tables: readonly ProtectedTable[],
  earlier: readonly EarlierRelease[],
): Promise<ProtectedRelease> {
  const windows = quarterWindows(registry, release);
  const book = new FigureBook(windows);
  const own: ReleaseFile = {
    id: release,
    quarter: release,
    publishedAt: '2026-01-01T00:00:00Z',
    policy: registry.policy.id,
    synthetic: true,
    audience: 'PUBLIC',
    previous: null,
    tables: tables.map(({ id, status, reason, rows, loss }) => ({
      id,
      status,
      reason,
      sources: [],
      rows,
      loss,
    })),
  };
  for (const one of earlier) addRelease(book, one.registry, one.public);
  addRelease(book, registry, own);
  const recordSet = 'records';
  const set = registry.recordSets[recordSet];
  if (set === undefined) throw new Error('Cannot find the record set of a small registry');
  const facts = factsOf(registry, recordSet, release, windows);
  const cells = [...book.figures.values()];
  const figures = [...cells, ...facts.map(({ figure }) => figure)];
  const intervals = [...cells.map(intervalOf), ...facts.map(({ interval }) => interval)];
  const space = createRecordSpace(registry, recordSet, windows);
  const { low } = boundsOf(intervals, linesOf(figures, registry, set, windows));
  const counted = figures.map((figure) => space.countedBy(figure));
  const found = await findWorlds(
    {
      space,
      counted,
      tabulator: createTabulator(space, counted),
      effort: 1,
      intervals,
      random: createRandom(release),
      pause: () => undefined,
    },
    cells.flatMap(({ isHidden, minimum }, figure) =>
      isHidden ? [0, minimum - 1].map((count) => ({ figure, count })) : [],
    ),
    () => undefined,
  );
  const proofs = cells.flatMap((figure, at) =>
    figure.isHidden && (low[at]?.value ?? 0) >= figure.minimum
      ? [
          {
            figure,
            terms: [...(low[at]?.terms ?? [])].flatMap(([other, times]) => {
              const one = figures[other];
              return one === undefined ? [] : [{ figure: one, times }];
            }),
          },
        ]
      : [],
  );
  const certificate = (audience: CertificateFile['audience']): CertificateFile => ({
    release,
    audience,
    recordSets: {
      [recordSet]: recordSetCertificate(
        { space, worlds: found.worlds, proofs, blocked: [] },
        ({ places }) => places,
      ),
    },
  });
  return {
    tables,
    certificate: certificate('PUBLIC'),
    evaluationCertificate: certificate('EVALUATION'),
  };
}
