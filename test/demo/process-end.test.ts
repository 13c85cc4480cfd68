/** What each process of the demo does after an error that nothing handled, and when it hangs. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startProcess } from '../../mocks/start/demo-process.ts';
import { startFakeSubgraph } from '../gateway/support/fake-subgraph.ts';
import { smallSupergraph } from '../gateway/support/small-supergraph.ts';
import { compiled } from '../support/compiled.ts';
import { COMMAND, gatewayArguments, subgraphArguments } from '../support/config-file.ts';

const GATEWAY = ['--supergraph', 'schema/supergraph.graphql', '--port', '0'];

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly printed: () => string;
}

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-process-end-'));
afterAll(() => rmSync(folder, { recursive: true }));

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

async function start(module: string, args: readonly string[]): Promise<Started> {
  const child = fork(module, [...args], {
    execArgv: ['--import', './test/support/crash-on-message.mjs'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.push(child);
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [{ ready }] = (await once(child, 'message')) as [{ ready: string }];
  return { child, url: ready, printed: () => printed };
}

/** The lines about errors that nothing handled. */
const fatalLines = (printed: string) =>
  printed
    .split('\n')
    .filter((line) => line.includes('"level":60'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const FATAL = {
  level: 60,
  time: expect.any(String),
  reference: expect.stringMatching(/^[0-9a-f]{12}$/),
  msg: 'An error that nothing handled: the process stops',
  frames: expect.arrayContaining([expect.stringContaining('crash-on-message.mjs')]),
};

describe('an error that nothing handled', { timeout: 60_000 }, () => {
  test('in the gateway: it finishes the request in flight, accepts no new one, and ends with 1 and one line', async () => {
    const funds = await startFakeSubgraph();
    let arrive: (response: Record<string, unknown>) => void = () => {};
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, smallSupergraph());
    const args = gatewayArguments(
      { listen: { port: 0 }, supergraph },
      { demo: true, subgraphs: { funds: { url: funds.url } } },
    );
    const gateway = await start(COMMAND, args);
    funds.respondWith(new Promise((resolve) => (arrive = resolve)));
    const inFlight = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ schemes { name } }"}',
    });
    await expect.poll(() => funds.received).toHaveLength(1);
    const ended = once(gateway.child, 'close');
    gateway.child.send({ crash: 'exception' });
    await expect.poll(() => fatalLines(gateway.printed())).toHaveLength(1);
    await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow();
    arrive({ data: { schemes: [{ name: 'Techniek' }] } });
    expect(await (await inFlight).json()).toEqual({ data: { schemes: [{ name: 'Techniek' }] } });
    expect(await ended).toEqual([1, null]);
    expect(fatalLines(gateway.printed())).toEqual([{ ...FATAL, kind: 'Error' }]);
    expect(gateway.printed()).not.toMatch(/99999|Noor/);
    await funds.stop();
  });

  test.each([
    ['the standalone gateway', compiled('gateway/standalone/main.ts'), GATEWAY],
    ['a subgraph', COMMAND, subgraphArguments('reference')],
    ['a process with partner systems', compiled('mocks/main.ts'), []],
  ])('in %s: it ends with 1 and one line', async (_, module, args) => {
    const { child, printed } = await start(module, args);
    const ended = once(child, 'close');
    child.send({ crash: 'rejection' });
    expect(await ended).toEqual([1, null]);
    expect(fatalLines(printed())).toEqual([{ ...FATAL, kind: 'Error' }]);
    expect(printed()).not.toMatch(/99999|Noor/);
  });

  test('that is a mistake in the code is logged with its message', async () => {
    const { child, printed } = await start('test/demo/fake-processes/stop-never.js', []);
    const ended = once(child, 'close');
    child.send({ crash: 'mistake' });
    await expect.poll(() => fatalLines(printed())).toHaveLength(1);
    child.send({ crash: 'mistake' });
    expect(await ended).toEqual([1, null]);
    const message = "Cannot read properties of undefined (reading 'name')";
    const line = { ...FATAL, kind: 'TypeError', message };
    expect(fatalLines(printed())).toEqual([line, line]);
  });

  test('while it stops at a signal makes the exit code 1, although stopping never ends', async () => {
    const { child, printed } = await start('test/demo/fake-processes/stop-never.js', []);
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await expect.poll(() => printed()).toContain('stopping');
    child.send({ crash: 'exception' });
    expect(await ended).toEqual([1, null]);
  });
});

test('a process hangs after 30 heartbeats without one, and not while it sends them', async () => {
  const module = 'test/demo/fake-processes/stop-never.js';
  const plan = { name: 'part', module, args: [], readyMs: 60_000 };
  const part = startProcess(plan, () => undefined);
  await part.readiness;
  const misses = () => Array.from({ length: 31 }, () => part.isHanging());
  // The first heartbeat comes within a second; without one nothing is known.
  await expect.poll(() => misses().at(-1)).toBe(true);
  await expect.poll(() => part.isHanging()).toBe(false);
  expect(misses().slice(0, 29)).toEqual(Array(29).fill(false));
  part.signal('SIGKILL');
  await part.ended;
});
