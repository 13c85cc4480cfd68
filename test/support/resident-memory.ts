import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident memory in megabytes of all processes in a process group. A page that several processes share, such as those
 * of the program node, counts once: each of them has its part (proportional set size). `null` on a system without /proc.
 */
export function residentMegabytes(group: number): number | null {
  let kilobytes = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      kilobytes += residentKilobytes(pid, group);
    }
  } catch {
    return null;
  }
  return Math.round(kilobytes / 1024);
}

function residentKilobytes(pid: string, group: number): number {
  try {
    // "pid (name) state parent group …"; the name may hold spaces and brackets.
    const [, , fieldGroup] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (Number(fieldGroup) !== group) return 0;
    const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(memory)?.[1] ?? 0);
  } catch {
    return 0; // The process ended between listing and reading.
  }
}
