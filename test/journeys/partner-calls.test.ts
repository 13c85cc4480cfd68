/**
 * How many calls each saved query of the benchmark makes to partners: HTTP requests and SQL statements. The hand-written
 * programs, which know one query each and keep no list, make as many as the last column says.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { runCommand } from '../support/run-command.ts';
import { OPERATION_IDS, readOperation } from '../../bench/domain/operations.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

let keeping: Stack;
let asking: Stack;
beforeAll(async () => {
  const releasesFolder = await demoReleases();
  [keeping, asking] = await Promise.all([
    startStack({ freshForSeconds: 3_600, releasesFolder }),
    startStack({ freshForSeconds: 0, releasesFolder }),
  ]);
});
afterAll(() => Promise.all([keeping.stop(), asking.stop()]));

/** The calls of the second time: the first one gets tokens and looks up types and organisations. */
async function callsFor(stack: Stack, id: string): Promise<number> {
  const { headers, body } = await readOperation(id, TEST_DAY);
  const send = async () => {
    const response = await fetch(`${stack.url}/graphql`, { method: 'POST', headers, body });
    const given: unknown = await response.json();
    expect(given).toHaveProperty('data', expect.any(Object));
    expect(given).not.toHaveProperty('errors');
  };
  await send();
  stack.resetCalls();
  await send();
  return Object.values(stack.calls()).reduce((sum, own) => sum + own, 0);
}

/** By query: with public lists in memory, without them, and of the hand-written program. */
const CALLS: Readonly<Record<string, readonly [kept: number, asked: number, direct: number]>> = {
  '01-trainingen-met-vrije-plaatsen': [0, 31, 28],
  '02-open-voucherregelingen': [0, 4, 4],
  '03-vouchers-van-alle-fondsen': [6, 14, 8],
  '04-programmas': [0, 4, 4],
  '08-statistiek-van-een-programma': [0, 0, 0],
  '11-pilots-noord': [0, 6, 6],
  '12-werkzoekenden': [2, 2, 2],
  '13-caseload': [19, 31, 23],
  '15-status-van-partners': [21, 21, 21],
  '17-status-bij-de-school': [19, 19, 19],
};

test('there is a number for each saved query of the benchmark', () => {
  expect(Object.keys(CALLS)).toEqual(OPERATION_IDS);
});

test.each(Object.entries(CALLS))(
  '%s makes this many calls to partners',
  async (id, [kept, asked, direct]) => {
    expect([await callsFor(keeping, id), await callsFor(asking, id)]).toEqual([kept, asked]);
    expect(kept).toBeLessThanOrEqual(direct);
  },
);

/** What `vakgraaf plan --partners` prints of the calls of a document at the subgraphs of this stack. */
async function printedFor(stack: Stack, document: string, ...options: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-calls-'));
  const [, ...urls] = stack.addresses();
  const supergraph = DEMO_SUBGRAPHS.reduce(
    (sdl, { kind, subgraphPort }, index) =>
      sdl.replace(
        `name: "${kind}", url: "http://127.0.0.1:${subgraphPort}/graphql"`,
        `name: "${kind}", url: "${urls[index]}"`,
      ),
    readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'),
  );
  const files = {
    supergraph: join(folder, 'supergraph.graphql'),
    query: join(folder, 'query.graphql'),
  };
  writeFileSync(files.supergraph, supergraph);
  writeFileSync(files.query, document);
  const args = ['plan', files.query, '--supergraph', files.supergraph, '--partners', ...options];
  const command = runCommand(['node', 'cli/vakgraaf.mjs', ...args]);
  expect([await command.ended, command.printed()]).toEqual([0, expect.any(String)]);
  rmSync(folder, { recursive: true });
  return (
    command.printed().split('\nCalls to partners, with what subgraphs keep in memory:\n')[1] ?? ''
  );
}

test('vakgraaf plan --partners prints the calls to each partner, and none for lists in memory', async () => {
  const document = '{ voucherSchemes(first: 5) { nodes { name } } }';
  expect(await printedFor(asking, document)).toBe(
    '  a-en-o-metalektro: 1\n  oom: 1\n  oomt: 1\n  otib: 1\n  4 in total\n',
  );
  expect(await printedFor(keeping, document)).toBe('  0 in total\n');
});

test('vakgraaf plan --partners --role coach prints as many calls of the caseload as the partners received', async () => {
  const document = readFileSync(
    join(projectRoot(), 'explorer/saved-queries/13-caseload.graphql'),
    'utf8',
  );
  const printed = await printedFor(
    keeping,
    document,
    '--role',
    'coach',
    '--purpose',
    'case-guidance',
  );
  expect(printed).toMatch(/^ {2}leerwerkloket-stedenvierkant: \d+$/m);
  expect(printed).toMatch(/^ {2}19 in total\n$/m);
});

test('vakgraaf plan --partners prints the error of a protected operation without a role', async () => {
  const printed = await printedFor(keeping, '{ caseload(first: 1) { nodes { kind } } }');
  expect(printed).toMatch(
    /^ {2}0 in total\n {2}! Field "Query\.caseload" needs a token: sign in first/,
  );
});
