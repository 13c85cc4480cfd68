/** The contenders. Each is started in its own process, which reports when it is ready. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';
import type { ContenderSettings } from './contenders/settings.ts';
import { usageFlags, usageOf, type ReadUsage } from './usage.ts';

/** The flags of our gateway: the default of Node 20, which differs in later versions. */
const OUR_FLAGS: readonly string[] = ['--max-semi-space-size=16'];
/** A larger young generation makes some contenders faster, so they are measured with and without it. */
const LARGE_YOUNG_HEAP: readonly string[] = ['--max-semi-space-size=64'];

export interface Contender {
  readonly name: string;
  start(settings: Omit<ContenderSettings, 'supergraphFile'>): Promise<Started>;
}

/** A script of `bench/` that Node.js runs with these flags. */
const contender = (name: string, script: string, flags: readonly string[]): Contender => ({
  name,
  start: (settings) => startProcess(script, flags, settings),
});

export const CONTENDERS: readonly Contender[] = [
  contender('vakgraaf', 'contenders/vakgraaf.ts', OUR_FLAGS),
  contender('apollo-vakgraaf', 'contenders/apollo-vakgraaf.ts', OUR_FLAGS),
  contender('apollo-gateway', 'contenders/apollo-gateway.ts', []),
  contender('apollo-gateway+flags', 'contenders/apollo-gateway.ts', LARGE_YOUNG_HEAP),
  contender('apollo-undici', 'contenders/apollo-undici.ts', []),
  contender('apollo-undici+flags', 'contenders/apollo-undici.ts', LARGE_YOUNG_HEAP),
  contender('hive-gateway', 'contenders/hive-gateway.ts', []),
  contender('hive-gateway+flags', 'contenders/hive-gateway.ts', LARGE_YOUNG_HEAP),
  contender('floor', 'contenders/floor.ts', []),
  contender('floor+flags', 'contenders/floor.ts', LARGE_YOUNG_HEAP),
  contender('floor-nostringify', 'contenders/floor-nostringify.ts', []),
  contender('floor-nostringify+flags', 'contenders/floor-nostringify.ts', LARGE_YOUNG_HEAP),
];

export interface Started {
  readonly url: string;
  readonly usage: ReadUsage;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** Settings contain whole responses, which are too long for an argument. */
function settingsFile(settings: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'vakgraaf-bench-')), 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

/** Starts a script of the benchmark with its settings: compiled, because a loader takes memory and another process. */
export function startProcess(
  script: string,
  flags: readonly string[],
  settings: unknown,
): Promise<Started> {
  const compiled = join(projectRoot(), '.cache/bench/bench', script.replace(/\.ts$/, '.js'));
  const child = fork(compiled, [settingsFile(settings)], {
    execArgv: [...usageFlags(), ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_NO_WARNINGS: '1',
      APOLLO_TELEMETRY_DISABLED: '1',
    },
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`"${script}" did not start`)), START_MS);
    const fail = (error: Error) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(error);
    };
    child.once('exit', (code) => fail(new Error(`"${script}" ended with ${code}`)));
    child.on('message', (message: unknown) => {
      const url = readyUrl(message);
      if (url === undefined) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve({ url, usage: usageOf(child), stop: () => stop(child) });
    });
  });
}

function readyUrl(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return undefined;
  return String(message.ready);
}

/** Ends only the given process. */
export function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
    return undefined;
  });
}
