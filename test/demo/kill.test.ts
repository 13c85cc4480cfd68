/** Killing the demo, or a process that started it, leaves no process of the demo. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { compiled } from '../support/compiled.ts';
import { runCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const LONG_MS = 120_000;
const SOON = { interval: 50, timeout: LONG_MS };
/** Processes are found by an environment variable that they inherit, which only Linux shows. */
const canFind = existsSync('/proc/self/environ');
const hasScript = canFind && hasCommand('script');

/** Recognised by their command lines; npm starts commands in a shell. */
const STARTERS = {
  npm: /^npm /,
  'the shell of npm': /^sh -c /,
  'the demo itself': /^\S*node .*fake-processes\/start\.js/,
};

let folder: string;
const { scripts: own } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let running: RunningCommand | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-npm-'));
  const starter = join(projectRoot(), 'test/demo/fake-processes/start.js');
  const kinds = ['funds', 'guidance', 'provinces', 'reference', 'education'];
  const few = kinds.map((kind) => `--without ${kind}`).join(' ');
  const command = `node ${starter} 0 ${few}`;
  // As in package.json: npm passes Ctrl-C to its shell only, which would wait for the command.
  const scripts = { 'fake-demo': `exec ${command}`, 'fake-demo-in-shell': `${command}; true` };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, scripts }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const { pid } of running?.tree() ?? []) process.kill(pid, 'SIGKILL');
});

async function startReady(
  command: readonly string[],
  cwd: string = folder,
): Promise<RunningCommand> {
  running = runCommand(command, { npm_config_update_notifier: 'false' }, cwd);
  await running.untilPrinted(/^ready http/m, LONG_MS);
  return running;
}

/** Polled, because a process that was just started has the command line of its parent for a moment. */
async function pidOf(demo: RunningCommand, line: RegExp): Promise<number> {
  const find = () => demo.tree().filter((one) => line.test(one.line));
  await expect.poll(() => find().length, SOON).toBe(1);
  return find()[0]?.pid ?? 0;
}

describe.skipIf(!canFind)('the demo', { timeout: LONG_MS }, () => {
  test.each([
    ['npm', 'SIGKILL', 'fake-demo-in-shell'],
    ['npm', 'SIGKILL', 'fake-demo'],
    ['npm', 'SIGTERM', 'fake-demo-in-shell'],
    ['npm', 'SIGHUP', 'fake-demo-in-shell'],
    ['npm', 'SIGINT', 'fake-demo'],
    ['the shell of npm', 'SIGKILL', 'fake-demo-in-shell'],
    ['the demo itself', 'SIGKILL', 'fake-demo'],
    ['the demo itself', 'SIGHUP', 'fake-demo'],
  ] as const)(
    'when %s receives %s, no process is left (npm run %s)',
    async (who, signal, script) => {
      const demo = await startReady(['npm', 'run', script]);
      expect(demo.tree().length).toBeGreaterThan(5);
      process.kill(await pidOf(demo, STARTERS[who]), signal);
      await expect.poll(() => demo.tree(), SOON).toEqual([]);
    },
  );

  test('npm start replaces its shell with the demo by exec, as npm run fake-demo does', () => {
    expect(own['start']).toBe('exec node cli/vakgraaf.mjs demo');
  });

  test.skipIf(!hasScript)('when its terminal is closed, no process is left', async () => {
    const inTerminal = ['script', '--quiet', '--flush', '--return', '--command'];
    const demo = await startReady([...inTerminal, 'npm run fake-demo-in-shell', '/dev/null']);
    // Killing the process at the other end of the terminal closes the terminal.
    process.kill(await pidOf(demo, /^script /), 'SIGKILL');
    await expect.poll(() => demo.tree(), SOON).toEqual([]);
  });

  test('when npm run serve receives SIGKILL, no process is left', async () => {
    const file = join(projectRoot(), 'schema/supergraph.graphql');
    const serve = ['npm', 'run', 'serve', '--', '--supergraph', file, '--port', '0'];
    const gateway = await startReady(serve, projectRoot());
    process.kill(await pidOf(gateway, STARTERS.npm), 'SIGKILL');
    await expect.poll(() => gateway.tree(), SOON).toEqual([]);
  });

  test.skipIf(!hasScript)(
    'when the terminal of a gateway is closed it ends, and SIGHUP alone does not end it',
    async () => {
      const inTerminal = ['script', '--quiet', '--flush', '--return', '--command'];
      const file = join(projectRoot(), 'schema/supergraph.graphql');
      const main = `node ${compiled('gateway/standalone/main.ts')} --supergraph ${file} --port 0`;
      const gateway = await startReady([...inTerminal, main, '/dev/null']);
      process.kill(await pidOf(gateway, /^node .*standalone/), 'SIGHUP');
      const url = /^ready (http\S+?)\s*$/m.exec(gateway.printed())?.[1] ?? '';
      expect((await fetch(`${url}/health/live`)).ok).toBe(true);
      process.kill(await pidOf(gateway, /^script /), 'SIGKILL');
      await expect.poll(() => gateway.tree(), SOON).toEqual([]);
    },
  );

  test('when the shell that started npm is killed, the demo keeps running', async () => {
    const demo = await startReady(['sh', '-c', 'npm run fake-demo & wait']);
    process.kill(await pidOf(demo, /^sh -c npm run/), 'SIGKILL');
    // npm is still running, and npm started the demo.
    expect(demo.tree().some(({ line }) => STARTERS.npm.test(line))).toBe(true);
    expect((await fetch(/^ready (http\S+)$/m.exec(demo.printed())?.[1] ?? '')).ok).toBe(true);
    demo.signal('SIGINT', 'group');
    await expect.poll(() => demo.tree(), SOON).toEqual([]);
  });
});

function hasCommand(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
