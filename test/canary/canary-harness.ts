/**
 * The house as it stands for real, with somebody listening at every wall: partner systems whose
 * answers hold canaries, subgraphs in a process of their own, recorders between them and the
 * gateway, and a gateway process whose log, files and memory can be looked at.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { readSettings } from '../../gateway/settings/settings.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../../mocks/issuer.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startDatabaseDoor } from './canary-database.ts';
import { startHttpDoor } from './canary-partner.ts';
import type { CanaryDoor } from './canary-partner.ts';
import { listenOnLoopback, stopServer } from './loopback.ts';
import { startRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import type { Place } from './find-secrets.ts';

export interface WatchedProcess {
  readonly pid: number;
  /** Everything printed. */
  log(): string;
  /** `open /path`, for everything opened to be written, made, moved or removed. */
  wrote(): readonly string[];
  stop(): Promise<void>;
}

export interface House {
  readonly url: string;
  /** The only folder in which anything may be written. */
  readonly folder: string;
  readonly doors: ReadonlyMap<string, CanaryDoor>;
  readonly recorders: ReadonlyMap<string, Recorder>;
  readonly gateway: WatchedProcess;
  readonly subgraphs: WatchedProcess;
  /** How often somebody followed a partner's redirect. */
  trapped(): number;
  /** Logs of both processes and all files that they wrote. */
  places(): readonly Place[];
  files(): readonly string[];
  stop(): Promise<void>;
}

const root = projectRoot();
const READY_MS = 40_000;

export interface HouseWish {
  /** As the gateway starts when told nothing, or the other way. */
  readonly execution: 'usual' | 'other';
  /** How long subgraphs wait for a partner. */
  readonly deadlineMs?: number;
}

export async function startHouse({ execution, deadlineMs = 8_000 }: HouseWish): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  for (const name of ['work', 'home', 'temporary', 'account']) mkdirSync(join(folder, name));
  let trapped = 0;
  const trap = createServer((_, response) => {
    trapped += 1;
    response.end('{}');
  });
  const trapUrl = `http://127.0.0.1:${await listenOnLoopback(trap)}`;
  const doors = new Map(
    await Promise.all(
      Object.entries(inject(SHARED)).map(async ([id, target]) => {
        const start = target.startsWith('postgres') ? startDatabaseDoor : startHttpDoor;
        return [id, await start({ id, target, trapUrl })] as const;
      }),
    ),
  );
  const subgraphs = await startWatched(folder, 'test/canary/subgraphs-main.ts', [
    '--folder',
    join(folder, 'account'),
    '--deadline-ms',
    String(deadlineMs),
    ...[...doors].map(([id, { url }]) => `${id}=${url}`),
  ]);
  const recorders = new Map(
    await Promise.all(
      (subgraphs.ready as [string, string][]).map(
        async ([kind, url]) => [kind, await startRecorder(kind, url)] as const,
      ),
    ),
  );
  const gateway = await startWatched(folder, 'gateway/main.ts', gatewayArguments());
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((name) => !name.endsWith('.heapsnapshot'));

  return {
    url: String(gateway.ready),
    folder,
    doors,
    recorders,
    gateway,
    subgraphs,
    trapped: () => trapped,
    files,
    places: () => [
      { name: 'log of the gateway', text: gateway.log() },
      { name: 'log of the subgraphs', text: subgraphs.log() },
      ...files().map((name) => ({ name, text: readFileSync(join(folder, name), 'latin1') })),
    ],
    stop: async () => {
      await Promise.all([gateway.stop(), subgraphs.stop()]);
      await Promise.all([...recorders.values(), ...doors.values()].map((one) => one.stop()));
      await stopServer(trap);
      rmSync(folder, { recursive: true });
    },
  };

  function gatewayArguments(): readonly string[] {
    const key = (name: string) => join(root, `mocks/demo-keys/${name}.json`);
    const options = {
      port: '0',
      supergraph: join(root, 'schema/supergraph.graphql'),
      'issuer-keys': key('issuer.public'),
      issuer: DEMO_ISSUER,
      audience: GATEWAY_AUDIENCE,
      'context-key': key('gateway.private'),
      'account-folder': join(folder, 'account/gateway'),
      execution: executionOf(execution),
    };
    return [
      '--demo-keys',
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
      ...[...recorders].flatMap(([kind, { url }]) => ['--subgraph', `${kind}=${url}`]),
    ];
  }
}

function executionOf(wished: HouseWish['execution']): string {
  const { execution } = readSettings(['--supergraph', join(root, 'package.json')]);
  const usual = execution;
  if (wished === 'usual') return usual;
  return usual === 'apollo' ? 'compiled' : 'apollo';
}

interface Started extends WatchedProcess {
  readonly ready: unknown;
}

/** Starts a program of the repository where it can write to nothing but the folder without being seen. */
async function startWatched(
  folder: string,
  module: string,
  args: readonly string[],
): Promise<Started> {
  const child = fork(join(root, module), args, {
    cwd: join(folder, 'work'),
    execArgv: [
      '--import',
      join(root, 'test/canary/watch-files.mjs'),
      '--import',
      import.meta.resolve('tsx'),
      '--heapsnapshot-signal=SIGUSR2',
      `--diagnostic-dir=${join(folder, 'temporary')}`,
      '--heap-snapshot-string-limit=100000000',
    ],
    env: {
      ...process.env,
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'temporary'),
      // The loader of this test keeps what it compiled in a file; what starts for real has none.
      TSX_DISABLE_CACHE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (log += chunk));
  }
  const wrote: string[] = [];
  child.on('message', (message: { wrote?: string }) => {
    if (message.wrote !== undefined) wrote.push(message.wrote);
  });
  const ready = await untilReady(child, () => log);
  return {
    pid: child.pid ?? 0,
    ready,
    log: () => log,
    wrote: () => wrote,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function untilReady(child: ChildProcess, log: () => string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not ready in time:\n${log()}`)), READY_MS);
    child.on('message', (message: { ready?: unknown }) => {
      if (message.ready === undefined) return;
      clearTimeout(timer);
      resolve(message.ready);
    });
    child.once('exit', () => reject(new Error(`Ended before it was ready:\n${log()}`)));
  });
}
