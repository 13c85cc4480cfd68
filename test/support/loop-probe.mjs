/**
 * Loaded into a process with `--import`: on a message `{ probe: true }` of the parent it reports the longest stretch
 * in milliseconds of processor time that the main thread used without giving way to a timer, the processor time of
 * the whole process, and the peak of its memory, each since the previous message. Processor time does not
 * depend on how busy the machine is; without Linux the stretch is in elapsed time.
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

process.on('message', (message) => {
  if (message?.probe !== true) return;
  measure();
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ longestMs, cpuMs: (user + system) / 1000, peakBytes });
  longestMs = 0;
  peakBytes = 0;
  cpu = process.cpuUsage();
});
