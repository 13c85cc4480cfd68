/** Whoever of those that started the demo is killed, and however: nothing of the demo is left. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { runCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const LONG_MS = 120_000;
const SOON = { interval: 50, timeout: LONG_MS };
/** Processes are found by what they inherit, which only Linux shows. */
const canFind = existsSync('/proc/self/environ');
const hasScript = canFind && hasCommand('script');

/** Told apart by their command lines; npm runs a shell of its own between. */
const WHO = {
  npm: /^npm /,
  'the shell between': /^sh -c /,
  'the demo itself': /^\S*node .*stand-ins\/start\.ts/,
};

let folder: string;
const { scripts: own } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let running: RunningCommand | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-npm-'));
  const loader = import.meta.resolve('tsx');
  const starter = join(projectRoot(), 'test/house/stand-ins/start.ts');
  const kinds = ['funds', 'guidance', 'provinces', 'reference', 'education'];
  const few = kinds.map((kind) => `--without ${kind}`).join(' ');
  const command = `node --import ${loader} ${starter} 0 ${few}`;
  // As in package.json: npm hands on Ctrl-C to its shell alone, which would wait for the command.
  const scripts = { 'stand-in': `exec ${command}`, 'stand-in-in-shell': `${command}; true` };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, scripts }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const { pid } of running?.tree() ?? []) process.kill(pid, 'SIGKILL');
});

async function startReady(command: readonly string[]): Promise<RunningCommand> {
  running = runCommand(command, { npm_config_update_notifier: 'false' }, folder);
  await running.untilPrinted(/^ready http/m, LONG_MS);
  return running;
}

function pidOf(demo: RunningCommand, line: RegExp): number {
  const found = demo.tree().filter((one) => line.test(one.line));
  expect(found).toHaveLength(1);
  return found[0]?.pid ?? 0;
}

describe.skipIf(!canFind)('what ends the demo', { timeout: LONG_MS }, () => {
  test.each([
    ['npm', 'SIGKILL', 'stand-in-in-shell'],
    ['npm', 'SIGKILL', 'stand-in'],
    ['npm', 'SIGTERM', 'stand-in-in-shell'],
    ['npm', 'SIGHUP', 'stand-in-in-shell'],
    ['npm', 'SIGINT', 'stand-in'],
    ['the shell between', 'SIGKILL', 'stand-in-in-shell'],
    ['the demo itself', 'SIGKILL', 'stand-in'],
    ['the demo itself', 'SIGHUP', 'stand-in'],
  ] as const)('when %s gets %s no process is left (npm run %s)', async (who, signal, script) => {
    const demo = await startReady(['npm', 'run', script]);
    expect(demo.tree().length).toBeGreaterThan(5);
    process.kill(pidOf(demo, WHO[who]), signal);
    await expect.poll(() => demo.tree(), SOON).toEqual([]);
  });

  test('npm start gives the place of its shell to the demo, as the first of these does', () => {
    expect(own['start']).toBe('exec node cli/vakgraaf.mjs demo');
  });

  test.skipIf(!hasScript)('when its terminal is closed no process is left', async () => {
    const inTerminal = ['script', '--quiet', '--flush', '--return', '--command'];
    const demo = await startReady([...inTerminal, 'npm run stand-in-in-shell', '/dev/null']);
    // Whoever holds the other end of the terminal is gone: it hangs up.
    process.kill(pidOf(demo, /^script /), 'SIGKILL');
    await expect.poll(() => demo.tree(), SOON).toEqual([]);
  });

  test('a demo that was started by a process which then went on lives on', async () => {
    const demo = await startReady(['sh', '-c', 'npm run stand-in & wait']);
    process.kill(pidOf(demo, /^sh -c npm run/), 'SIGKILL');
    // npm is still there, and it is npm that the demo was started by.
    expect(demo.tree().some(({ line }) => WHO.npm.test(line))).toBe(true);
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
