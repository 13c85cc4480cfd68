/**
 * Detects that the process that started this one has ended, in whatever way. Under npm that process is npm
 * itself: the shell in which npm runs a command may outlive npm, as may this process.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessFacts {
  readonly parent: number;
  readonly name: string;
}

const LOOK_EVERY_MS = 200;
const SHELL = /^-?(?:\S*\/)?(?:sh|ash|bash|busybox|dash|ksh|zsh)$/;
/** npm starts one shell, which may start another. */
const SHELLS_MAX = 4;

/** Calls `onGone` once, when the parent ends or, with `isUnderNpm`, npm or a shell between. */
export function followAncestors(isUnderNpm: boolean, onGone: () => void): void {
  const chain = ancestors(isUnderNpm);
  const timer = setInterval(() => {
    if (isIntact(chain)) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/** Process ids: our parent first, then the parents of the shells between us and npm. */
function ancestors(isUnderNpm: boolean): readonly number[] {
  const chain = [process.ppid];
  if (!isUnderNpm) return chain;
  while (chain.length <= SHELLS_MAX) {
    const facts = factsOf(chain.at(-1) ?? 0);
    if (facts === null || !SHELL.test(facts.name) || facts.parent <= 1) break;
    chain.push(facts.parent);
  }
  return chain;
}

/** A process whose parent ended gets another parent, so comparing parents is enough. */
function isIntact([parent, ...above]: readonly number[]): boolean {
  if (process.ppid !== parent) return false;
  let below = parent;
  for (const pid of above) {
    if (!isParentOf(pid, below)) return false;
    below = pid;
  }
  return true;
}

function isParentOf(pid: number, below: number): boolean {
  const facts = process.platform === 'linux' ? readFacts(below) : null;
  if (facts !== null) return facts.parent === pid;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function factsOf(pid: number): ProcessFacts | null {
  return process.platform === 'linux' ? readFacts(pid) : factsFromPs(pid);
}

/** "pid (name) state parent …"; the name may hold spaces and brackets. */
function readFacts(pid: number): ProcessFacts | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(text) ?? [];
    return { name, parent: Number(rest.split(' ')[1]) };
  } catch {
    return null;
  }
}

function factsFromPs(pid: number): ProcessFacts | null {
  try {
    const text = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, name = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(text) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return null;
  }
}
