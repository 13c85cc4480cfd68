/**
 * The releases of statistics of the demo: of the last quarter that has ended and of the one before it. They are made in
 * the background once the demo is ready, and kept for every later demo with the same records and the same code.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { DEMO_SUBGRAPHS } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { DemoOptions } from './options.ts';
import type { CodeLocation } from './process-plans.ts';

/** Longer than it takes on a busy machine: it has the lowest priority. */
const MAKE_MS = 3_600_000;
/** Processor time for the protection of one release, several times what it takes: what is late is never published. */
const PROTECT_SECONDS = 60;

/** What decides about the numbers, beside the options: the partner systems, the subgraphs and the release itself. */
const SOURCES = ['core', 'mocks', 'subgraphs', 'cli/release', 'package-lock.json'];

type ReleaseOptions = Pick<DemoOptions, 'date' | 'scale' | 'broken' | 'without' | 'elsewhere'>;

/** The folder of the releases with these options. It does not exist before the first of them is made. */
export function releasesFolder(options: ReleaseOptions): string {
  const root = projectRoot();
  const hash = createHash('sha256').update(
    JSON.stringify([quartersOf(options), options.date, options.scale, missingPartners(options)]),
  );
  for (const file of SOURCES.flatMap((name) => filesAt(root, name))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return join(root, '.cache/releases', hash.digest('hex').slice(0, 32));
}

/** The process that makes the releases, unless they are there or a subgraph runs elsewhere. */
export function planReleases(
  options: ReleaseOptions,
  { code, extension }: CodeLocation,
  configFile: string,
): readonly ProcessPlan[] {
  const counted = DEMO_SUBGRAPHS.filter(({ hasStatistics }) => hasStatistics);
  const folder = releasesFolder(options);
  const quarters = quartersOf(options).filter((one) => !existsSync(join(folder, one)));
  if (quarters.length === 0 || counted.some(({ kind }) => options.elsewhere.has(kind))) return [];
  return [
    {
      name: 'releases of statistics',
      module: join(code, `cli/main${extension}`),
      args: [
        'release',
        '--background',
        '--config',
        configFile,
        '--seconds',
        String(PROTECT_SECONDS),
        ...quarters.flatMap((one) => ['--quarter', one]),
        ...missingPartners(options).flatMap((one) => ['--without', one]),
      ],
      nodeFlags: ['--max-old-space-size=512', '--max-semi-space-size=32'],
      readyMs: MAKE_MS,
      isTask: true,
    },
  ];
}

/** The oldest first. */
function quartersOf({ date }: ReleaseOptions): readonly string[] {
  const day = date ?? new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format();
  const running = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  return [running - 2, running - 1].map((one) => `${Math.floor(one / 4)}Q${(one % 4) + 1}`);
}

/** Partners that are down from the start: the tables that need them are left out. */
function missingPartners({ broken, without }: ReleaseOptions): readonly string[] {
  const gone = new Set([...broken, ...without]);
  return DEMO_SUBGRAPHS.filter(({ hasStatistics }) => hasStatistics).flatMap(({ kind, partners }) =>
    partners.flatMap(({ id }) => (gone.has(id) || gone.has(kind) ? [id] : [])),
  );
}

/** Paths within `root`: the files of a folder, or the file itself. */
function filesAt(root: string, name: string): readonly string[] {
  if (name.includes('.')) return [name];
  return readdirSync(join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}
