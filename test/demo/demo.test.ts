/** `npm start` as the README describes it, with all real processes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIRST_QUERY } from '../../mocks/start/welcome.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { residentMegabytes } from '../support/resident-memory.ts';
import { runCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const README = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
// Less than 15 s on an idle machine; here other tests run at the same time.
const READY_MS = 240_000;
const SOON = { interval: 20, timeout: READY_MS };
const RESIDENT_MEGABYTES_MAX = 1_536;
/** Processes are found by an environment variable that they inherit, which only Linux shows. */
const canKill = existsSync('/proc/self/environ');

let demo: RunningCommand;
let gateway: string;
let welcome: string;

beforeAll(async () => {
  demo = runCommand(['npm', 'start'], { PORT: '0' });
  await demo.untilPrinted(/^ready http.*\n/m, READY_MS);
  welcome = demo.printed();
  gateway = /^ready (http\S+)$/m.exec(welcome)?.[1] ?? '';
}, READY_MS);

afterAll(() => {
  if (demo.isAnyLeft()) demo.signal('SIGKILL', 'group');
});

interface GraphqlResult {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
}

async function ask(body: string): Promise<GraphqlResult> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return (await response.json()) as GraphqlResult;
}

async function readiness(): Promise<unknown> {
  return (await fetch(`${gateway}/health/ready`)).json();
}

/** On a busy machine another process may be late at the same moment. */
function including(name: string): unknown {
  return expect.arrayContaining([{ name, fault: 'unreachable' }]);
}

/** Kills a process of the demo as the system does when memory runs out. */
function killPart(line: RegExp): void {
  const found = demo.tree().filter((one) => line.test(one.line));
  expect(found).toHaveLength(1);
  process.kill(found[0]?.pid ?? 0, 'SIGKILL');
}

/** Readiness while a process is kept down: the processes that replace it are killed too. */
function readinessWithout(line: RegExp): () => Promise<unknown> {
  return async () => {
    for (const one of demo.tree()) if (line.test(one.line)) process.kill(one.pid, 'SIGKILL');
    return await readiness();
  };
}

test('the demo prints no failure, and "ready" with its address as the last line', () => {
  expect(welcome.trimEnd().split('\n').at(-1)).toBe(`ready ${gateway}`);
  expect(welcome).not.toMatch(/cannot start|has ended|not made/);
});

test(
  'the first query of the README gives the response in the README',
  { timeout: READY_MS },
  async () => {
    const [, query = ''] = /\n {2}-d '(.*)'\n/.exec(README) ?? [];
    const [, response = ''] =
      /<!-- first response[^\n]*\n+```json\n([\s\S]*?)```/.exec(README) ?? [];
    expect(query).toBe(JSON.stringify({ query: FIRST_QUERY }));
    // On a busy machine a partner may be late at first.
    await expect.poll(() => ask(query), SOON).toEqual(JSON.parse(response));
  },
);

test('a partner that is made unavailable while the demo runs gives one PARTNER_NO_ANSWER error', async () => {
  const set = (fault: string | null) =>
    fetch(`${gateway}/demo/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ partner: 'aventus', fault }),
    });
  expect((await set('down')).status).toBe(200);
  const query = '{ trainings(first: 100) { nodes { provider { id } } } }';
  expect(await ask(JSON.stringify({ query }))).toMatchObject({
    errors: [{ extensions: { code: 'PARTNER_NO_ANSWER', partner: 'aventus', kind: 'education' } }],
  });
  expect((await set(null)).status).toBe(200);
});

test.skipIf(!canKill)(
  'a subgraph that is killed under load is reported down and restarted; data of other subgraphs stays complete',
  { timeout: READY_MS },
  async () => {
    const query =
      '{ trainings(first: 5) { nodes { name } } voucherSchemes(first: 2) { nodes { name } } }';
    const body = JSON.stringify({ query });
    const whole = async () => (await ask(body)).errors;
    await expect.poll(whole, SOON).toBeUndefined();
    const before = await ask(body);
    expect(before.errors).toBeUndefined();
    const during: GraphqlResult[] = [];
    const over = new AbortController();
    const load = Array.from({ length: 4 }, async () => {
      while (!over.signal.aborted) during.push(await ask(body));
    });
    const printedBefore = demo.printed().length;
    const funds = /cli\/main\.js subgraph funds/;
    killPart(funds);
    await expect
      .poll(readinessWithout(funds), SOON)
      .toMatchObject({ status: 'degraded', down: including('funds') });
    await expect.poll(readiness, SOON).toEqual({ status: 'ready' });
    over.abort();
    await Promise.all(load);
    await expect.poll(() => ask(body), SOON).toEqual(before);
    expect(demo.printed().slice(printedBefore)).toMatch(
      /^ {2}funds is gestopt \(SIGKILL\) en wordt opnieuw gestart .*\n[^]*^ {2}funds werkt weer/m,
    );
    // Some requests failed for the subgraph that was down; none lost data of the schools.
    const failed = during.filter(({ errors }) => errors !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    for (const { data, errors } of during) {
      expect(data?.['trainings']).toEqual(before.data?.['trainings']);
      for (const error of errors ?? []) {
        // On a busy machine a school may be late as well, which loses none of these trainings.
        expect(error).toMatchObject({
          extensions: expect.toSatisfy(
            ({ code, kind, fault }: Record<string, unknown>) =>
              code === 'PARTNER_NO_ANSWER' && (kind === 'funds' || fault === 'late'),
          ),
        });
      }
    }
  },
);

test.skipIf(!canKill)(
  'partner systems that are killed are restarted with the faults that were set',
  { timeout: READY_MS },
  async () => {
    const set = (fault: string | null) =>
      fetch(`${gateway}/demo/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ partner: 'saxion', fault }),
      });
    expect((await set('down')).status).toBe(200);
    const systems = /mocks\/main\.js .*--partner uwv\/uwv=/;
    killPart(systems);
    await expect
      .poll(readinessWithout(systems), SOON)
      .toMatchObject({ status: 'degraded', down: including('partner systems') });
    await expect.poll(readiness, SOON).toEqual({ status: 'ready' });
    const query = '{ trainings(first: 100) { nodes { provider { id } } } }';
    const silent = async () => (await ask(JSON.stringify({ query }))).errors;
    await expect.poll(silent, SOON).toMatchObject([{ extensions: { partner: 'saxion' } }]);
    expect((await set(null)).status).toBe(200);
    await expect.poll(silent, SOON).toBeUndefined();
  },
);

test.skipIf(!canKill)(
  'a gateway that is killed is restarted at its address and reaches every subgraph',
  { timeout: READY_MS },
  async () => {
    killPart(/cli\/main\.js gateway/);
    await demo.untilPrinted(/^ {2}gateway werkt weer/m, READY_MS);
    await expect.poll(readiness, SOON).toEqual({ status: 'ready' });
  },
);

test('the demo uses less than 1.5 GB of memory', () => {
  const resident = residentMegabytes(demo.group);
  if (resident !== null) expect(resident).toBeLessThan(RESIDENT_MEGABYTES_MAX);
});

test('Ctrl-C stops the demo and leaves no process', { timeout: READY_MS }, async () => {
  demo.signal('SIGINT', 'group');
  await demo.ended;
  await expect.poll(() => demo.isAnyLeft(), SOON).toBe(false);
  expect(demo.tree()).toEqual([]);
});
