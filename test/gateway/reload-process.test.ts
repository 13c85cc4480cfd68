/** Both gateways as processes: they follow their supergraph's file, and write nothing. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
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
let said: string;
let wrote: string[];

beforeEach(async () => {
  funds = await startFakeSubgraph();
  funds.answer({ data: { schemes: ['a'], fresh: 'vers' } });
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-reload-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, supergraph(''));
  [said, wrote] = ['', []];
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

async function start(module: string): Promise<string> {
  const started = fork(
    join(root, module),
    ['--supergraph', file, '--port', '0', '--subgraph', `funds=${funds.url}`],
    {
      cwd: folder,
      execArgv: [
        '--import',
        join(root, 'test/canary/watch-files.mjs'),
        '--import',
        import.meta.resolve('tsx'),
      ],
      env: { ...process.env, TMPDIR: folder, HOME: folder, TSX_DISABLE_CACHE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  child = started;
  started.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  return await new Promise((resolve) => {
    started.on('message', (message: { ready?: string; wrote?: string }) => {
      if (message.wrote !== undefined) wrote.push(message.wrote);
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

test.each(['gateway/main.ts', 'gateway/standalone/main.ts'])(
  '%s takes a new supergraph on SIGHUP or when the file changes, and keeps the last good one',
  async (module) => {
    const url = await start(module);
    expect(await ask(url, '{ schemes }')).toEqual({ data: { schemes: ['a'] } });

    writeFileSync(file, supergraph('fresh: String'));
    child?.kill('SIGHUP');
    await expect.poll(() => said, WAIT).toContain('Settings were reloaded');
    expect(await ask(url, '{ fresh }')).toEqual({ data: { fresh: 'vers' } });

    writeFileSync(file, 'type Query {');
    await expect.poll(() => said, WAIT).toContain('Cannot use this supergraph: Syntax Error');
    expect(said).toContain('The last valid settings stay in use');
    expect(await ask(url, '{ fresh }')).toEqual({ data: { fresh: 'vers' } });

    writeFileSync(file, supergraph(''));
    await expect
      .poll(async () => (await ask(url, '{ fresh }')).errors !== undefined, WAIT)
      .toBe(true);
    expect(await ask(url, '{ schemes }')).toEqual({ data: { schemes: ['a'] } });
    expect([wrote, readdirSync(folder)]).toEqual([[], ['supergraph.graphql']]);
  },
  120_000,
);
