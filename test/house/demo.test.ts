/** What the README promises of `npm start`, with everything real. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosePorts } from '../../mocks/start/ports.ts';
import { FIRST_QUESTION } from '../../mocks/start/welcome.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { residentMegabytes } from '../support/resident-memory.ts';
import { runCommand } from '../support/run-command.ts';
import type { RunningCommand } from '../support/run-command.ts';

const README = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
// On a machine that does nothing else it is under 15 s; here other tests run beside it.
const READY_MS = 60_000;
const STOP_MS = 3_000;
const RESIDENT_MEGABYTES_MAX = 1_536;

let demo: RunningCommand;
let gateway: string;

beforeAll(async () => {
  const [port = 0] = await choosePorts([0]);
  gateway = `http://127.0.0.1:${port}`;
  demo = runCommand(['npm', 'start', '--', '--free-ports'], { PORT: String(port) });
  await demo.untilPrinted(/^ready /m, READY_MS);
}, READY_MS);

afterAll(() => {
  if (demo.isAnyLeft()) demo.signal('SIGKILL', 'group');
});

async function ask(body: string): Promise<unknown> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.json();
}

test('the demo ends its words with its address, and no part of it is missing', () => {
  expect(demo.printed().trimEnd().split('\n').at(-1)).toBe(`ready ${gateway}`);
  expect(demo.printed()).not.toMatch(/has ended|is not ready yet/);
});

test('the first question of the README gets the answer of the README', async () => {
  const [, question = ''] = /\n {2}-d '(.*)'\n/.exec(README) ?? [];
  const [, answer = ''] = /<!-- first answer[^\n]*\n+```json\n([\s\S]*?)```/.exec(README) ?? [];
  expect(question).toBe(JSON.stringify({ query: FIRST_QUESTION }));
  expect(await ask(question)).toEqual(JSON.parse(answer));
});

test('a partner made silent while the demo runs is named, and the rest stands', async () => {
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

test('the demo stays within one and a half gigabyte', () => {
  const resident = residentMegabytes(demo.group);
  if (resident !== null) expect(resident).toBeLessThan(RESIDENT_MEGABYTES_MAX);
});

test('Ctrl-C stops the demo within three seconds and leaves no process', async () => {
  const toldAt = Date.now();
  demo.signal('SIGINT', 'group');
  await demo.ended;
  expect(Date.now() - toldAt).toBeLessThan(STOP_MS);
  expect(demo.isAnyLeft()).toBe(false);
});
