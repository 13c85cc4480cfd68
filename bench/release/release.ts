/** One release of statistics with all its real processes: what it takes of each of them, by the size of the world. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../../mocks/world/create-world.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { writeDemoConfig } from '../../mocks/start/demo-config.ts';
import { choosePorts } from '../../mocks/start/ports.ts';
import { planSubgraphs } from '../../mocks/start/process-plans.ts';
import { writePartnerList } from '../../test/support/partner-list.ts';
import { registeredList } from '../../test/support/registered-purposes.ts';
import {
  CODE_LOCATION,
  demoOptionsOf,
  startPartners,
  TODAY,
  type PartnerHarness,
} from '../domain/harness.ts';
import { startPlanned } from '../domain/processes.ts';
import { usageFlags, usageOf, type Usage } from '../usage.ts';

/** The last quarter that has ended on the day of the world. */
const QUARTER = '2026Q3';
const READY_MS = 300_000;
const POLL_MS = 100;
/** No registers of provinces: they count nothing. */
const WITHOUT = ['provinces'];

export interface ReleaseSize {
  /** At least so many people. */
  readonly people: number;
  /** About so many vouchers at most. */
  readonly vouchers: number;
}

export interface ProcessCost {
  readonly name: string;
  /** During the release. */
  readonly cpuMs: number;
  /** When the release began; null for the process that makes it. */
  readonly rssMb: number | null;
  readonly peakMb: number;
}

export interface ReleaseCost extends ReleaseSize {
  /** From the start of the command until every table is counted. */
  readonly countedS: number;
  /** Until the release is written; null where it is not, such as when its protection had too little time. */
  readonly writtenS: number | null;
  readonly processes: readonly ProcessCost[];
}

export interface ReleaseBenchmark {
  readonly sizes: readonly ReleaseSize[];
  /** Processor time for the protection, which does not depend on the number of people. */
  readonly protectSeconds: number;
}

export async function benchRelease({
  sizes,
  protectSeconds,
}: ReleaseBenchmark): Promise<readonly ReleaseCost[]> {
  const rows: ReleaseCost[] = [];
  for (const size of sizes) {
    const scale = scaleOf(size);
    const world = createWorld({ date: TODAY, scale, people: size.people });
    const actual = { people: world.people.length, vouchers: world.vouchers.length };
    const partners = await startPartners({ scale, people: size.people, without: WITHOUT });
    try {
      rows.push({ ...actual, ...(await makeRelease(partners, protectSeconds)) });
    } finally {
      await partners.stop();
    }
  }
  return rows;
}

/** The largest scale of the demo with no more people or vouchers: each adds so many of both. */
function scaleOf({ people, vouchers }: ReleaseSize): number {
  const byPeople = Math.floor((people - 2_100) / 870);
  const byVouchers = Math.floor((vouchers - 1_000) / 720);
  return Math.max(1, Math.min(byPeople, byVouchers));
}

async function makeRelease(
  { options, addresses }: PartnerHarness,
  protectSeconds: number,
): Promise<Omit<ReleaseCost, keyof ReleaseSize>> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-release-'));
  const [port = 0] = await choosePorts([0]);
  const demo = demoOptionsOf(options, port);
  const none = join(folder, 'none');
  const partnersFile = writePartnerList(addresses.partners, folder);
  const purposesFile = join(folder, 'purposes.yaml');
  // With an invented legal basis, so that tables of people are counted too.
  writeFileSync(purposesFile, registeredList());
  const writeConfig = () => {
    const file = writeDemoConfig({
      options: demo,
      addresses,
      root: projectRoot(),
      pages: { explorer: none, dashboard: none },
      releases: join(folder, 'releases'),
      folder,
      partnersFile,
    });
    appendFileSync(file, `purposes: ${JSON.stringify(purposesFile)}\n`);
    return file;
  };
  const plans = planSubgraphs(demo, CODE_LOCATION, writeConfig());
  const subgraphs = await Promise.all(plans.map((plan) => startPlanned(plan, READY_MS)));
  try {
    for (const { name, url } of subgraphs) addresses.setSubgraph(name, url);
    const before = await Promise.all(subgraphs.map(({ usage }) => usage()));
    const { usage, countedUsage, ...times } = await runRelease(writeConfig(), protectSeconds);
    const after = await Promise.all(subgraphs.map((one) => one.usage()));
    const costs = subgraphs.map(({ name }, index) => costOf(name, before[index], after[index]));
    const own = [
      costOf('release, until counted', undefined, countedUsage),
      costOf('release, in all', undefined, usage),
    ];
    return { ...times, processes: [...costs, ...own] };
  } finally {
    await Promise.all(subgraphs.map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function costOf(name: string, before: Usage | undefined, after: Usage | undefined): ProcessCost {
  return {
    name,
    cpuMs: (after?.cpuMs ?? 0) - (before?.cpuMs ?? 0),
    rssMb: before?.rssMb ?? null,
    peakMb: after?.peakMb ?? 0,
  };
}

interface MadeRelease extends Pick<ReleaseCost, 'countedS' | 'writtenS'> {
  /** When every table was counted: the protection takes more memory than that, whatever the number of people. */
  readonly countedUsage: Usage;
  readonly usage: Usage;
}

const COUNTED = /\d+ tables, \d+ cells/;

/** Runs the command with the flags of the demo; rejects with its last output when it ends before all is counted. */
async function runRelease(config: string, protectSeconds: number): Promise<MadeRelease> {
  const args = ['release', '--config', config, '--quarter', QUARTER];
  const child = fork(
    join(CODE_LOCATION.code, 'cli/main.js'),
    [...args, '--seconds', String(protectSeconds)],
    {
      execArgv: [...usageFlags(), '--max-old-space-size=512'],
      env: { NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  const readUsage = usageOf(child);
  let usage: Usage = { cpuMs: 0, rssMb: 0, peakMb: 0 };
  // Of a process that is ending the system tells less, and then nothing: the most of what was read counts.
  const keep = ({ cpuMs, rssMb, peakMb }: Usage) => {
    usage = {
      cpuMs: Math.max(usage.cpuMs, cpuMs),
      rssMb,
      peakMb: Math.max(usage.peakMb, peakMb),
    };
  };
  let counted: Promise<Usage> | undefined;
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (COUNTED.test(printed)) counted ??= readUsage();
  });
  const poll = setInterval(
    () =>
      void Promise.resolve()
        .then(readUsage)
        .then(keep, () => undefined),
    POLL_MS,
  );
  await once(child, 'close');
  clearInterval(poll);
  const [countedS, writtenS = null] = [COUNTED, /is written$/].map((text) =>
    secondsAt(printed, text),
  );
  const last = printed.trimEnd().split('\n').slice(-8).join('\n');
  if (countedS === undefined || counted === undefined) {
    throw new Error(`The release ended before all was counted\n${last}`);
  }
  if (writtenS === null) console.error(`The release was not written\n${last}`);
  return { countedS, writtenS, usage, countedUsage: await counted };
}

/** The seconds of the first line of progress with this text, such as `2026Q3   12.3 s  certifying`. */
function secondsAt(printed: string, text: RegExp): number | undefined {
  const line = printed.split('\n').find((one) => text.test(one));
  const [, seconds] = /^\S+ +([\d.]+) s /.exec(line ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
