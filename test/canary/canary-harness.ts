/**
 * The whole system with a recorder on every connection: partner systems whose responses contain
 * canaries, a process with the subgraphs, recorders between subgraphs and gateway, and a gateway
 * process whose log, files and memory can be searched.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { DEMO_EXCHANGE } from '../../mocks/exchange/exchange-names.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../../mocks/issuer.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startCanaryDatabase } from './canary-database.ts';
import { startCanaryHttpPartner } from './canary-partner.ts';
import type { CanaryPartner } from './canary-partner.ts';
import { listenOnLoopback, stopServer } from './loopback.ts';
import { compiled } from '../support/compiled.ts';
import { gatewayArguments, keyFile, readGatewaySettings } from '../support/config-file.ts';
import { startRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import type { SearchedText } from './find-secrets.ts';

export interface WatchedProcess {
  readonly pid: number;
  /** Everything printed to stdout and stderr. */
  log(): string;
  /** One entry, such as `open /path`, for every file written, created, moved or removed. */
  wrote(): readonly string[];
  stop(): Promise<void>;
}

export interface CanaryHarness {
  readonly url: string;
  /** The only folder in which files may be written. */
  readonly folder: string;
  readonly partners: ReadonlyMap<string, CanaryPartner>;
  readonly recorders: ReadonlyMap<string, Recorder>;
  readonly gateway: WatchedProcess;
  readonly subgraphs: WatchedProcess;
  /** Number of requests to the target of a partner's redirect. */
  redirectsFollowed(): number;
  /** Logs of both processes and all files that they wrote. */
  texts(): readonly SearchedText[];
  files(): readonly string[];
  stop(): Promise<void>;
}

const root = projectRoot();
const READY_MS = 40_000;

export interface CanaryHarnessOptions {
  /** The default execution of the gateway, or the other one. */
  readonly execution: 'usual' | 'other';
  /** Deadline of the subgraphs for a partner. */
  readonly deadlineMs?: number;
}

export async function startCanaryHarness({
  execution,
  deadlineMs = 8_000,
}: CanaryHarnessOptions): Promise<CanaryHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  for (const name of ['work', 'home', 'temporary', 'account']) mkdirSync(join(folder, name));
  let redirectsFollowed = 0;
  const trap = createServer((_, response) => {
    redirectsFollowed += 1;
    response.end('{}');
  });
  const trapUrl = `http://127.0.0.1:${await listenOnLoopback(trap)}`;
  const partners = new Map(
    await Promise.all(
      Object.entries(inject(SHARED)).map(async ([id, target]) => {
        const start = target.startsWith('postgres') ? startCanaryDatabase : startCanaryHttpPartner;
        return [id, await start({ id, target, trapUrl })] as const;
      }),
    ),
  );
  const subgraphs = await startWatched(folder, 'test/canary/subgraphs-main.ts', [
    '--folder',
    join(folder, 'account'),
    '--deadline-ms',
    String(deadlineMs),
    ...[...partners].map(([id, { url }]) => `${id}=${url}`),
  ]);
  const recorders = new Map(
    await Promise.all(
      (subgraphs.ready as [string, string][]).map(
        async ([subgraphName, url]) =>
          [subgraphName, await startRecorder(subgraphName, url)] as const,
      ),
    ),
  );
  const gateway = await startWatched(folder, 'cli/main.ts', ownArguments());
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((name) => !name.endsWith('.heapsnapshot'));

  return {
    url: String(gateway.ready),
    folder,
    partners,
    recorders,
    gateway,
    subgraphs,
    redirectsFollowed: () => redirectsFollowed,
    files,
    texts: () => [
      { name: 'log of the gateway', text: gateway.log() },
      { name: 'log of the subgraphs', text: subgraphs.log() },
      ...files().map((name) => ({ name, text: readFileSync(join(folder, name), 'latin1') })),
    ],
    stop: async () => {
      await Promise.all([gateway.stop(), subgraphs.stop()]);
      await Promise.all([...recorders.values(), ...partners.values()].map((one) => one.stop()));
      await stopServer(trap);
      rmSync(folder, { recursive: true });
    },
  };

  function ownArguments(): readonly string[] {
    const urls = [...recorders].map(([name, { url }]) => [name, { url }] as const);
    return gatewayArguments(
      {
        listen: { port: 0 },
        issuers: [
          {
            kind: 'jwks',
            issuer: DEMO_ISSUER,
            audience: GATEWAY_AUDIENCE,
            keys: keyFile('issuer.public'),
          },
          { kind: 'exchange', issuer: DEMO_EXCHANGE, keys: keyFile('exchange.public') },
        ],
        contextKey: keyFile('gateway.private'),
        auditFolder: join(folder, 'account/gateway'),
        execution: executionOf(execution),
      },
      { demo: true, subgraphs: Object.fromEntries(urls) },
    );
  }
}

function executionOf(chosen: CanaryHarnessOptions['execution']): string {
  const usual = readGatewaySettings({}).execution;
  if (chosen === 'usual') return usual;
  return usual === 'apollo' ? 'compiled' : 'apollo';
}

interface Started extends WatchedProcess {
  readonly ready: unknown;
}

/** By address, because the process works in another folder. */
const TSX = import.meta.resolve('tsx');

/** Starts a module in a process that reports every file it writes. */
async function startWatched(
  folder: string,
  module: string,
  args: readonly string[],
): Promise<Started> {
  // The product runs compiled; a module of the tests has no compiled form.
  const isOfTests = module.startsWith('test/');
  const child = fork(isOfTests ? join(root, module) : compiled(module), args, {
    cwd: join(folder, 'work'),
    execArgv: [
      ...(isOfTests ? ['--import', TSX] : []),
      '--import',
      join(root, 'test/canary/watch-files.mjs'),
      '--heapsnapshot-signal=SIGUSR2',
      `--diagnostic-dir=${join(folder, 'temporary')}`,
      '--heap-snapshot-string-limit=100000000',
    ],
    env: {
      ...process.env,
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'temporary'),
      // It would write its compile cache to a file.
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
