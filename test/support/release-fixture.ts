/**
 * Releases with invented numbers, in files of the form that `vakgraaf release` writes. Nothing is protected or certified:
 * tests of serving need no more than the form.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  cellsOf,
  minimumOf,
  tablesOf,
  type Cell,
  type RegisteredTable,
} from '../../subgraphs/insights/registry/registered-tables.ts';
import { readRegistry, type Registry } from '../../subgraphs/insights/registry/registry.ts';

export interface FixtureOptions {
  /** That of the repository by default. */
  readonly registry?: Registry;
  readonly id: string;
  readonly publishedAt?: string;
  /** A multiple of ten, or null; by default a number that depends on the codes, and some that are hidden. */
  readonly numberOf?: (table: RegisteredTable, cell: Cell) => number | null;
  /** Changes the files before the manifests are written: whoever writes a release can write this. */
  readonly change?: (files: Map<string, string>) => void;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const json = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Writes the folder of a release at once, and gives its path. */
export function writeFixture(
  folder: string,
  {
    registry = readRegistry(),
    id,
    publishedAt = '2026-10-20T08:00:00Z',
    numberOf = someValue,
    change,
  }: FixtureOptions,
): string {
  const files = new Map<string, string>([['registry.json', json(registry)]]);
  for (const [part, audience] of [
    ['', 'PUBLIC'],
    ['evaluation/', 'EVALUATION'],
  ] as const) {
    const tables = tablesOf(registry, id)
      .filter(({ entry }) => entry.audience === audience)
      .map((table) => releasedTable(registry, table, numberOf));
    const release = {
      id,
      quarter: id,
      publishedAt,
      policy: registry.policy.id,
      synthetic: true,
      audience,
      previous: null,
      tables,
    };
    files.set(`${part}release.json`, json(release));
    files.set(`${part}certificate.json`, json({ release: id, audience, recordSets: {} }));
    for (const one of tables) {
      if (one.status !== 'PUBLISHED') continue;
      const lines = one.rows.map(({ keys, value }) => [...keys, value ?? ''].join(','));
      files.set(`${part}${one.id}.csv`, `${lines.join('\r\n')}\r\n`);
      files.set(`${part}${one.id}.json`, json({ version: '2.0', class: 'dataset', label: one.id }));
    }
  }
  change?.(files);
  const manifestOf = (part: string) => {
    const own = [...files].filter(([path]) =>
      part === ''
        ? !path.startsWith('evaluation/') || path === 'evaluation/manifest.json'
        : path.startsWith(part),
    );
    const hashes = own.map(([path, text]) => [path.slice(part.length), sha256(text)] as const);
    return json({
      release: id,
      ...(part !== '' && { nonce: 'n' }),
      files: Object.fromEntries(hashes),
    });
  };
  files.set('evaluation/manifest.json', manifestOf('evaluation/'));
  files.set('manifest.json', manifestOf(''));
  const making = join(folder, `.making-${id}`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(making, path)), { recursive: true });
    writeFileSync(join(making, path), text);
  }
  const own = join(folder, id);
  renameSync(making, own);
  return own;
}

function releasedTable(
  registry: Registry,
  table: RegisteredTable,
  numberOf: NonNullable<FixtureOptions['numberOf']>,
) {
  const { notPublishable, sourceUnavailable } = table.entry;
  const noBasis = table.recordSet.needsLegalBasis;
  const reason = notPublishable ?? sourceUnavailable ?? noBasis ?? null;
  const status = notPublishable
    ? 'NOT_PUBLISHABLE'
    : sourceUnavailable
      ? 'SOURCE_UNAVAILABLE'
      : noBasis
        ? 'NO_LEGAL_BASIS'
        : 'PUBLISHED';
  const cells = status === 'PUBLISHED' ? [...cellsOf(table)] : [];
  const rows = cells.map((cell) => {
    const value = numberOf(table, cell);
    const isShown = value !== null && value >= minimumOf(registry, table, cell);
    const isFirst = cell.step === table.entry.steps[0];
    return {
      keys: [cell.step, cell.period, ...cell.codes],
      value: isShown ? value : null,
      ...(!isFirst && { share: isShown ? 50 : null }),
    };
  });
  const sources = [
    { partner: 'otib', kind: 'funds', asOf: '2026-09-30T22:00:00Z', matchRate: null },
  ];
  return {
    id: table.id,
    status,
    reason,
    sources: reason === null ? sources : [],
    rows,
    loss: null,
  };
}

/** Different for different cells, and hidden for some of them. */
function someValue({ id }: RegisteredTable, { step, period, codes }: Cell): number | null {
  const number = parseInt(sha256([id, step, period, ...codes].join(' ')).slice(0, 4), 16) % 50;
  return number < 10 ? null : 10 * number;
}
