/**
 * Loaded into a process with `--import`: on a message `{ probe: true }` of the parent it reports the longest stretch
 * in milliseconds of processor time that the main thread used without giving way to a timer, the processor time of
 * the whole process, and the peak of its memory, each since the previous message. Processor time does not
 * count the time that other processes have; without Linux the stretch is in elapsed time. On a message
 * `{ calibrate: true }` it reports how many times as long a fixed piece of work takes as on a quiet machine, since a shared
 * processor is slower when its other half works.
 */
import { readFileSync } from 'node:fs';

let last = mainThreadMs();
let longestMs = 0;
let cpu = process.cpuUsage();
let peakBytes = 0;

function mainThreadMs() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

function measure() {
  const now = mainThreadMs();
  longestMs = Math.max(longestMs, now - last);
  last = now;
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}

setInterval(measure, 1).unref();

/** What the fixed work took on the quiet machine on which the limits were set: two cores, Node 20. */
const CALIBRATED_MS = 48;
const TEXT = JSON.stringify(
  Array.from({ length: 30_000 }, (_, id) => ({ id, name: `name ${id}` })),
);

function slowness() {
  const startedMs = mainThreadMs();
  for (let round = 0; round < 2; round += 1) JSON.stringify(JSON.parse(TEXT));
  return Math.max(1, (mainThreadMs() - startedMs) / CALIBRATED_MS);
}

process.on('message', (message) => {
  if (message?.calibrate === true) process.send?.({ slowness: slowness() });
  if (message?.probe !== true) return;
  measure();
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ longestMs, cpuMs: (user + system) / 1000, peakBytes });
  longestMs = 0;
  peakBytes = 0;
  cpu = process.cpuUsage();
});
