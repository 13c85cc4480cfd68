/** Starting, restarting and stopping the demo, with fake processes for its parts. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { compiled } from '../support/compiled.ts';
import { runCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const READY_MS = 120_000;
/** A short interval, to see states that last only a moment; a long timeout, for a busy machine. */
const SOON = { interval: 20, timeout: READY_MS };
const FEW_SUBGRAPHS = ['funds', 'guidance', 'provinces', 'reference'].flatMap((kind) => [
  '--without',
  kind,
]);

const running: RunningCommand[] = [];

afterEach(() => {
  for (const demo of running.splice(0)) if (demo.isAnyLeft()) demo.signal('SIGKILL', 'group');
});

function startFakeDemo(...options: readonly string[]): RunningCommand {
  const starter = 'test/demo/fake-processes/start.js';
  const demo = runCommand(['node', starter, '0', ...options]);
  running.push(demo);
  return demo;
}

async function untilReady(demo: RunningCommand): Promise<string> {
  await demo.untilPrinted(/^ready http/m, READY_MS);
  return /^ready (http\S+)$/m.exec(demo.printed())?.[1] ?? '';
}

function subgraphsIn(text: string): Readonly<Record<string, string>> {
  const rows = [...text.matchAll(/(http:\/\/[\d.:]+)\S* +subgraph (\w+)/g)];
  return Object.fromEntries(rows.map(([, url = '', name = '']) => [name, url]));
}

async function received(url: string): Promise<unknown> {
  return (await fetch(`${url}/received`)).json();
}

const exit = (url: string) => fetch(`${url}/exit`).catch(() => undefined);

test(
  'a subgraph that exits is started again, and its new address is sent to the gateway',
  {
    timeout: READY_MS,
  },
  async () => {
    const demo = startFakeDemo(...FEW_SUBGRAPHS);
    const gateway = await untilReady(demo);
    const { uwv = '' } = subgraphsIn(demo.printed());
    await exit(uwv);
    await demo.untilPrinted(/^ {2}uwv werkt weer/m, READY_MS);
    expect(demo.printed()).toContain(
      '  uwv is gestopt (code 3) en wordt opnieuw gestart · has ended and is started again\n' +
        '    | The fake process was asked to exit\n',
    );
    const [, again = ''] = /uwv werkt weer · works again: (\S+)/.exec(demo.printed()) ?? [];
    await expect
      .poll(() => received(gateway), SOON)
      .toMatchObject({ subgraphs: { uwv: again }, down: [], isStarted: true });
    demo.signal('SIGINT', 'group');
    expect(await demo.ended).toBe(0);
  },
);

test(
  'while a process is down, its old address is removed and its name is sent to the gateway',
  {
    timeout: READY_MS,
  },
  async () => {
    const demo = startFakeDemo(...FEW_SUBGRAPHS);
    const gateway = await untilReady(demo);
    const { uwv = '' } = subgraphsIn(demo.printed());
    const partners = demo.tree().find(({ line }) => line.includes('--partner uwv/uwv='));
    await exit(uwv);
    await expect
      .poll(() => received(gateway), SOON)
      .toMatchObject({ subgraphs: { uwv: 'http://127.0.0.1:0/graphql' } });
    if (partners) {
      process.kill(partners.pid, 'SIGKILL');
      await expect.poll(() => received(gateway), SOON).toMatchObject({ down: ['partner systems'] });
      await demo.untilPrinted(/^ {2}partner systems werkt weer/m, READY_MS);
    }
    await demo.untilPrinted(/^ {2}uwv werkt weer/m, READY_MS);
    const [, again = ''] = /uwv werkt weer · works again: (\S+)/.exec(demo.printed()) ?? [];
    await expect
      .poll(() => received(again), SOON)
      .toEqual({ partners: { uwv: expect.stringMatching(/^http:\/\/127\.0\.0\.1:[1-9]/) } });
  },
);

test(
  'a gateway that exits is started again at the same port',
  {
    timeout: READY_MS,
  },
  async () => {
    const demo = startFakeDemo(...FEW_SUBGRAPHS);
    const gateway = await untilReady(demo);
    const before = await (await fetch(`${gateway}/pid`)).text();
    await exit(gateway);
    await demo.untilPrinted(/^ {2}gateway werkt weer/m, READY_MS);
    expect(demo.printed()).toContain(`gateway werkt weer · works again: ${gateway}\n`);
    expect(await (await fetch(`${gateway}/pid`)).text()).not.toBe(before);
    expect(await received(gateway)).toMatchObject({
      subgraphs: subgraphsIn(demo.printed()),
      isStarted: true,
    });
  },
);

test(
  'two demos that start at the same moment use different ports',
  { timeout: READY_MS },
  async () => {
    const demos = [startFakeDemo(...FEW_SUBGRAPHS), startFakeDemo(...FEW_SUBGRAPHS)];
    const gateways = await Promise.all(demos.map(untilReady));
    const ports = demos.flatMap((demo) =>
      [...new Set(demo.printed().match(/127\.0\.0\.1:\d+/g))].toSorted(),
    );
    expect(new Set(ports).size).toBe(ports.length);
    const [first, second] = await Promise.all(gateways.map(received));
    expect(first).not.toEqual(second);
  },
);

test.each(['group', 'command'] as const)(
  'a demo that is stopped (%s) kills a process that ignores SIGTERM, and prints nothing more',
  { timeout: READY_MS },
  async (whom) => {
    const demo = startFakeDemo(...FEW_SUBGRAPHS);
    await untilReady(demo);
    const printed = demo.printed();
    demo.signal(whom === 'group' ? 'SIGINT' : 'SIGTERM', whom);
    expect(await demo.ended).toBe(0);
    await expect.poll(() => demo.isAnyLeft(), SOON).toBe(false);
    expect(demo.tree()).toEqual([]);
    expect(demo.printed()).toBe(printed);
  },
);

test(
  'a demo with a process that cannot start prints its name and reason, and ends with 1',
  {
    timeout: READY_MS,
  },
  async () => {
    const without = ['funds', 'guidance', 'education', 'reference'];
    const demo = startFakeDemo(
      ...without.flatMap((kind) => ['--without', kind]),
      '--date',
      '1999-01-01',
    );
    expect(await demo.ended).toBe(1);
    expect(demo.printed()).toContain(
      '  provinces kan niet starten (code 3); de demo stopt.\n' +
        '  provinces cannot start (code 3); the demo stops.\n' +
        '    | The fake process was asked to exit\n',
    );
    expect(demo.printed()).not.toMatch(/^ready /m);
    expect(demo.isAnyLeft()).toBe(false);
  },
);

test('a demo whose gateway port is taken prints another port to use', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  const demo = runCommand(['node', compiled('cli/main.ts'), 'demo'], {
    PORT: String(port),
  });
  expect(await demo.ended).toBe(1);
  expect(demo.printed().trimEnd()).toBe(
    `Poort ${port} is bezet. Kies een andere: PORT=${port + 80} npm start\n` +
      `Port ${port} is taken. Choose another: PORT=${port + 80} npm start`,
  );
  await expect.poll(() => demo.isAnyLeft(), SOON).toBe(false);
  holder.close();
});
