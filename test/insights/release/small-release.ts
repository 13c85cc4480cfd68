/** Makes releases of the small registry from invented endpoints, with a protection that hides small cells alone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeRelease,
  type Protect,
  type ReleaseOptions,
} from '../../../cli/release/make-release.ts';
import { cellKey, cellsOf } from '../../../subgraphs/insights/registry/registered-tables.ts';
import { startFakeEndpoints, type Given } from './fake-endpoints.ts';
import { SMALL_REGISTRY } from './small-registry.ts';

export const PARTNERS = [
  { id: 'fund-a', kind: 'funds', name: 'Fund A', synthetic: true },
  { id: 'fund-b', kind: 'funds', name: 'Fund B', synthetic: true },
  { id: 'school-c', kind: 'education', name: 'School C', synthetic: true },
  { id: 'agency', kind: 'uwv', name: 'Agency', synthetic: true },
];

export interface SmallRelease {
  /** The true counts that the protection received, by table and cell. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What was asked, by subgraph. */
  readonly asked: readonly { readonly kind: string; readonly tables: readonly object[] }[];
  /** Text of every file in the folder of all releases, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly error: Error | null;
  /** What it says while it works. */
  readonly progress: readonly string[];
}

/** Makes one release, in a folder that is removed after. */
export async function makeSmallRelease(
  given: Readonly<Record<string, Given>>,
  options: Partial<ReleaseOptions> = {},
): Promise<SmallRelease> {
  const endpoints = await startFakeEndpoints(given);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'vakgraaf-release-'));
  let counts: SmallRelease['counts'] = {};
  let error: Error | null = null;
  const progress: string[] = [];
  try {
    await makeRelease({
      registry: SMALL_REGISTRY,
      quarter: '2026Q3',
      today: '2026-11-21',
      partners: PARTNERS,
      without: [],
      hasLegalBasis: false,
      addresses: endpoints.addresses,
      signingKey: endpoints.signingKey,
      protect: async (input) => {
        counts = Object.fromEntries(
          input.counted.map((one) => [one.table.id, Object.fromEntries(one.counts)]),
        );
        return hideSmallCells(input);
      },
      certify: async () => {},
      now: () => new Date('2026-11-21T12:00:00Z'),
      signal: new AbortController().signal,
      onProgress: (line) => progress.push(line),
      ...options,
      folder,
    });
  } catch (caught) {
    error = caught as Error;
  }
  await endpoints.stop();
  const files = Object.fromEntries(
    filesIn(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  if (options.folder === undefined) rmSync(folder, { recursive: true });
  const asked = endpoints.asked.map(({ kind, request }) => ({ kind, tables: request.tables }));
  return { counts, asked, files, error, progress };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

const hideSmallCells: Protect = async ({ counted, release }) => {
  const certificateOf = (audience: 'PUBLIC' | 'EVALUATION') => ({
    release,
    audience,
    recordSets: {},
  });
  return {
    tables: counted.map(({ table, counts }) => ({
      id: table.id,
      status: 'PUBLISHED',
      reason: null,
      loss: { cells: 40, visibleCells: 10, visibleRecords: 300 },
      bySmallCellRule: { cells: 40, visibleCells: 20, visibleRecords: 400 },
      rows: [...cellsOf(table)].map((cell) => {
        const count = counts.get(cellKey(cell)) ?? 0;
        const keys = [cell.step, cell.period, ...cell.codes];
        return { keys, value: count < 10 ? null : Math.floor((count + 5) / 10) * 10 };
      }),
    })),
    certificate: certificateOf('PUBLIC'),
    evaluationCertificate: certificateOf('EVALUATION'),
  };
};
