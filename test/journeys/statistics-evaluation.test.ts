/** The rows of an evaluation table and its file, for every role through the gateway. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallRegistry } from '../insights/serving/small-registry.ts';
import { writeFixture } from '../support/release-fixture.ts';
import { headersOf, startStack, type Principal, type Stack } from '../support/stack.ts';

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-evaluation-'));
  writeFixture(folder, {
    registry: smallRegistry,
    id: '2026Q2',
    numberOf: (_, { period, codes }) => (period === 'to-date' && codes[0] === 'TOTAL' ? 120 : null),
  });
  stack = await startStack({ kinds: ['insights'], releasesFolder: folder });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const QUERY = `{
  groups: statisticsTable(id: "noord.by-group") { status csv rows { keys { code } count { value status } } }
  sizes: statisticsTable(id: "noord.by-size") { rows { count { value } } }
}`;
const FILE = '/statistics/2026Q2/evaluation/noord.by-group.csv';

const row = (period: string, group: string, value: number | null) => ({
  keys: [{ code: 'issued' }, { code: period }, { code: group }],
  count: { value, status: value === null ? 'SUPPRESSED' : 'ROUNDED' },
});
const ROWS = [
  row('2026Q2', 'YOUNG', null),
  row('2026Q2', 'OLD', null),
  row('2026Q2', 'TOTAL', null),
  row('to-date', 'YOUNG', null),
  row('to-date', 'OLD', null),
  row('to-date', 'TOTAL', 120),
];
/** Public rows, which everyone reads. */
const sizes = { rows: [null, null, 120, null, null, 120].map((value) => ({ count: { value } })) };

const fileFor = async (principal: Principal | null) => {
  const got = await fetch(`${stack.url}${FILE}`, {
    headers: principal ? await headersOf(principal) : {},
  });
  return { status: got.status, text: await got.text() };
};

test('an analyst reads the rows of an evaluation table, and its file', async () => {
  const analyst = { role: 'analyst' };
  expect(await stack.ask(analyst, QUERY)).toEqual({
    data: { groups: { status: 'PUBLISHED', csv: FILE, rows: ROWS }, sizes },
  });
  expect(await fileFor(analyst)).toEqual({
    status: 200,
    text: ROWS.map(({ keys, count }) =>
      [...keys.map(({ code }) => code), `${count.value ?? ''}\r\n`].join(),
    ).join(''),
  });
});

test.each<readonly [string, Principal | null, number]>([
  ['somebody without a token', null, 401],
  ['a dashboard', { role: 'dashboard' }, 403],
  ['a coach who guides', { role: 'coach', purpose: 'case-guidance' }, 403],
  ['a coach who matches', { role: 'coach', purpose: 'matching' }, 403],
  ['a voucher desk', { role: 'fund-desk' }, 403],
  ['a citizen', { role: 'citizen' }, 403],
  ['a developer, who reads every case record of the demo', { role: 'developer' }, 403],
])(
  '%s gets PURPOSE_DENIED for those rows with the public rows beside them, and no file',
  async (_, principal, status) => {
    expect(await stack.ask(principal, QUERY)).toEqual({
      data: { groups: { status: 'PUBLISHED', csv: FILE, rows: null }, sizes },
      errors: [
        {
          message: expect.stringContaining('StatisticsTable.rows of an evaluation table') as string,
          path: ['groups', 'rows'],
          extensions: expect.objectContaining({ code: 'PURPOSE_DENIED' }) as object,
        },
      ],
    });
    const file = await fileFor(principal);
    expect(file.status).toBe(status);
    expect(file.text).not.toContain('issued');
  },
);
