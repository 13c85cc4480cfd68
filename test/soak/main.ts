/**
 * `npm run soak -- [--minutes N] [--seed S] [--clients N]`: the demo under load while partners fail, settings are
 * reloaded and processes are killed. `npm run soak -- kill [--rounds N]` is the soak of the audit log.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDemo } from '../support/demo-processes.ts';
import { missingReleases } from '../support/missing-releases.ts';
import { createRandom } from '../support/random.ts';
import { createDemoFolder, type DemoFolder } from './demo-folder.ts';
import { startDisturbances } from './disturbances.ts';
import { INSPECTABLE } from './live-heap.ts';
import { startLoad, type LoadCounts } from './load.ts';
import { quantile, startMeasurements, type ProcessReport } from './measurements.ts';

/** Of live memory, in megabytes an hour. */
const SLOPE_MAX = 20;
/** Processes are killed in the first part alone, so that the slope of each is measured over the rest. */
const KILLING_SHARE = 1 / 3;
/** Threads have a heap of their own, which live memory does not count. */
const RESIDENT_MAX = 600;
const OPEN_FILES_MAX = 400;
const REPORT_EACH_MS = 60_000;
const MINUTES_MAX = 24 * 60;
const RELEASES_MS = 300_000;

async function soak(minutes: number, seed: number, clients: number): Promise<boolean> {
  const folder = createDemoFolder();
  try {
    return await soakIn(folder, minutes, seed, clients);
  } finally {
    folder.remove();
  }
}

async function soakIn(
  folder: DemoFolder,
  minutes: number,
  seed: number,
  clients: number,
): Promise<boolean> {
  const demo = await startDemo(folder.path, INSPECTABLE);
  try {
    await untilReleasesAreMade();
    const random = createRandom(seed);
    const load = await startLoad(demo.url, clients, random);
    const measurements = startMeasurements(demo);
    const startedAt = performance.now();
    const endAt = startedAt + minutes * 60_000;
    const killUntil = startedAt + minutes * 60_000 * KILLING_SHARE;
    const disturbances = startDisturbances(demo, folder, createRandom(seed + 1), killUntil);
    console.log(`soak of ${minutes} minutes with ${clients} clients, seed ${seed}`);
    const allLive: number[] = [];
    let reported = 0;
    let shown = 0;
    while (performance.now() < endAt) {
      await wait(Math.min(REPORT_EACH_MS, Math.max(0, endAt - performance.now())));
      const live = measurements.takeLiveTimes();
      allLive.push(...live);
      reported += 1;
      printMinute(reported, load.counts, live, measurements.report());
      load.counts.latencies = [];
      for (const one of load.counts.wrong.slice(shown)) console.log(`  wrong: ${one}`);
      shown = load.counts.wrong.length;
    }
    await disturbances.stop();
    await load.stop();
    const notWhole = await load.untilWhole();
    const processes = measurements.report();
    await measurements.stop();
    return printEnd(load.counts, disturbances.counts, notWhole, allLive, processes);
  } finally {
    await demo.stop();
  }
}

/** The demo makes them after it is ready, and until then the responses about statistics are others. */
async function untilReleasesAreMade(): Promise<void> {
  const until = performance.now() + RELEASES_MS;
  while (missingReleases('').length > 0) {
    if (performance.now() > until) throw new Error('The demo has not made its releases in time');
    await wait(1_000);
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;

function printMinute(
  minute: number,
  { requests, whole, partial, refused, left, wrong, latencies }: LoadCounts,
  live: readonly number[],
  processes: readonly ProcessReport[],
): void {
  const memory = processes.map(
    ({ name, megabytes, liveMegabytes }) =>
      `${name} ${megabytes.toFixed(0)} (${liveMegabytes?.toFixed(1) ?? '-'} live)`,
  );
  console.log(
    `${minute}: ${requests} requests (${latencies.length} in this minute, p50 ${ms(quantile(latencies, 0.5))}, ` +
      `p99 ${ms(quantile(latencies, 0.99))}); ${whole} whole, ${partial} partial, ${refused} refused, ` +
      `${left} left, ${wrong.length} wrong; /health/live p99 ${ms(quantile(live, 0.99))}, ` +
      `max ${ms(quantile(live, 1))}; MB: ${memory.join(', ')}`,
  );
}

function printEnd(
  counts: LoadCounts,
  { faults, reloads, kills }: { faults: number; reloads: number; kills: number },
  notWhole: readonly string[],
  live: readonly number[],
  processes: readonly ProcessReport[],
): boolean {
  console.log(`\n${faults} faults, ${reloads} reloads, ${kills} processes killed`);
  console.log(
    `/health/live: p50 ${ms(quantile(live, 0.5))}, p99 ${ms(quantile(live, 0.99))}, max ${ms(quantile(live, 1))}`,
  );
  for (const [what, times] of [...counts.missing].toSorted((a, b) => b[1] - a[1])) {
    console.log(`  missing ${what}, ${times} times`);
  }
  for (const { name, megabytes, liveMegabytes, slope, openFiles } of processes) {
    const grows = slope === null ? 'too short for a slope' : `${slope.toFixed(1)} MB/h`;
    console.log(
      `  ${name.padEnd(18)} ${megabytes.toFixed(0)} MB, of which ${liveMegabytes?.toFixed(1) ?? '-'} live, ` +
        `${grows}, ${openFiles} open files`,
    );
  }
  for (const one of notWhole) console.log(`  not whole afterwards: ${one.slice(0, 400)}`);
  const growing = processes.filter(({ slope }) => (slope ?? 0) > SLOPE_MAX);
  const large = processes.filter(({ megabytes }) => megabytes > RESIDENT_MAX);
  const leaking = processes.filter(({ openFiles }) => openFiles > OPEN_FILES_MAX);
  console.log(
    `${counts.requests} requests, ${counts.wrong.length} wrong responses; ` +
      `${growing.length} processes whose live memory grows by more than ${SLOPE_MAX} MB/h; ` +
      `${large.length} have more than ${RESIDENT_MAX} MB; ${leaking.length} have more than ${OPEN_FILES_MAX} open files`,
  );
  return (
    counts.wrong.length + notWhole.length + growing.length + large.length + leaking.length === 0
  );
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '4' },
    rounds: { type: 'string' },
  },
});
if (positionals[0] === 'kill') {
  await import('../audit-log/soak.ts');
} else {
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= MINUTES_MAX) || positionals.length > 0) {
    console.error('npm run soak -- [--minutes N] [--seed S] [--clients N] | kill [--rounds N]');
    process.exit(2);
  }
  process.exit((await soak(minutes, Number(values.seed), Number(values.clients))) ? 0 : 1);
}
