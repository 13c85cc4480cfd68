/** Both gateways as processes: they reload their supergraph file when it changes, and write no files. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { compiled } from '../support/compiled.ts';
import { COMMAND, gatewayArguments } from '../support/config-file.ts';
import { startFakeSubgraph, type FakeSubgraph } from './support/fake-subgraph.ts';
import { compose } from './support/small-supergraph.ts';

const supergraph = (fields: string) =>
  compose([
    {
      name: 'funds',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        type Query { schemes: [String] ${fields} }`,
    },
  ]);

const root = projectRoot();
const WAIT = { timeout: 20_000, interval: 50 };
let funds: FakeSubgraph;
let folder: string;
let file: string;
let child: ChildProcess | undefined;
let printed: string;
let writtenFiles: string[];

beforeEach(async () => {
  funds = await startFakeSubgraph();
  funds.respondWith({ data: { schemes: ['a'], fresh: 'vers' } });
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-reload-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, supergraph(''));
  [printed, writtenFiles] = ['', []];
});
afterEach(async () => {
  if (child?.exitCode === null) {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
  await funds.stop();
  rmSync(folder, { recursive: true });
});

async function start(module: string, args: readonly string[]): Promise<string> {
  const started = fork(module, args, {
    cwd: folder,
    execArgv: ['--import', join(root, 'test/canary/watch-files.mjs')],
    env: { ...process.env, TMPDIR: folder, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child = started;
  started.stderr?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  return await new Promise((resolve) => {
    started.on('message', (message: { ready?: string; wrote?: string }) => {
      if (message.wrote !== undefined) writtenFiles.push(message.wrote);
      if (message.ready !== undefined) resolve(message.ready);
    });
  });
}

const ask = async (url: string, query: string) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: unknown; errors?: unknown };
};

test.each([
  [
    'the gateway',
    COMMAND,
    () =>
      gatewayArguments(
        { listen: { port: 0 }, supergraph: file },
        { subgraphs: { funds: { url: funds.url } } },
      ),
  ],
  [
    'the standalone gateway',
    compiled('gateway/standalone/main.ts'),
    () => ['--supergraph', file, '--port', '0', '--subgraph', `funds=${funds.url}`],
  ],
])(
  '%s loads a new supergraph on SIGHUP or a file change, keeps the last valid one, and writes no files',
  async (_, module, args) => {
    const url = await start(module, args());
    expect(await ask(url, '{ schemes }')).toEqual({ data: { schemes: ['a'] } });

    writeFileSync(file, supergraph('fresh: String'));
    child?.kill('SIGHUP');
    await expect.poll(() => printed, WAIT).toContain('Settings were reloaded');
    expect(await ask(url, '{ fresh }')).toEqual({ data: { fresh: 'vers' } });

    writeFileSync(file, 'type Query {');
    await expect.poll(() => printed, WAIT).toContain('Cannot use this supergraph: Syntax Error');
    expect(printed).toContain('The last valid settings stay in use');
    expect(await ask(url, '{ fresh }')).toEqual({ data: { fresh: 'vers' } });

    writeFileSync(file, supergraph(''));
    await expect
      .poll(async () => (await ask(url, '{ fresh }')).errors !== undefined, WAIT)
      .toBe(true);
    expect(await ask(url, '{ schemes }')).toEqual({ data: { schemes: ['a'] } });
    expect([writtenFiles, readdirSync(folder)]).toEqual([[], ['supergraph.graphql']]);
  },
  120_000,
);
