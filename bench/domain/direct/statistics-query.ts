/** Hand-written program for the statistics of one programme: the files of the newest release, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Partners } from './partners.ts';

interface Registry {
  readonly tables: readonly {
    readonly id: string;
    readonly programmes: 'all' | readonly string[];
    readonly title: { readonly nl: string };
    readonly audience: 'PUBLIC' | 'EVALUATION';
  }[];
}

interface ReleasedTables {
  readonly tables: readonly {
    readonly id: string;
    readonly status: string;
    readonly reason: { readonly nl: string } | null;
  }[];
}

const PROGRAMME = 'gelders-vakmanschap';
const read = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(...path), 'utf8'));

const known = new Map<string, object>();

/** 08: the tables of one programme in the newest release. */
export function statisticsOfProgramme({ releases }: Partners): Promise<object> {
  const response = known.get(releases) ?? { statistics: tablesIn(releases) };
  known.set(releases, response);
  return Promise.resolve(response);
}

function tablesIn(folder: string): readonly object[] {
  const release = readdirSync(folder).toSorted().at(-1) ?? '';
  const files = new Set([
    ...readdirSync(join(folder, release)),
    ...readdirSync(join(folder, release, 'evaluation')).map((file) => `evaluation/${file}`),
  ]);
  const released = new Map(
    ['', 'evaluation']
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file of our own release
      .flatMap((part) => (read(folder, release, part, 'release.json') as ReleasedTables).tables)
      .map((table) => [table.id, table]),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file of our own release
  const { tables } = read(folder, release, 'registry.json') as Registry;
  return tables.flatMap((entry) => {
    const table = released.get(`${PROGRAMME}.${entry.id}`);
    if (table === undefined || !entry.programmes.includes(PROGRAMME)) return [];
    const { id, status, reason } = table;
    const file = `${entry.audience === 'EVALUATION' ? 'evaluation/' : ''}${id}.csv`;
    return {
      title: { nl: entry.title.nl },
      release: { id: release },
      audience: entry.audience,
      status,
      reason: reason && { nl: reason.nl },
      csv: files.has(file) ? `/statistics/${release}/${file}` : null,
    };
  });
}
