/** The benchmark's hand-written programs: what they are compared with must be the same data. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { differenceOf } from '../../bench/domain/compare.ts';
import { createPartners, type Partners } from '../../bench/domain/direct/partners.ts';
import { PROGRAMS } from '../../bench/domain/direct/programs.ts';
import { readQuestion } from '../../bench/domain/questions.ts';
import { STAND_INS } from '../../bench/trust/variants.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

let stack: Stack;
let partners: Partners;
beforeAll(async () => {
  stack = await startStack();
  partners = createPartners(inject(SHARED));
});
afterAll(() => stack.stop());

async function askGraph(id: string): Promise<unknown> {
  const { headers, body } = await readQuestion(id, TEST_DAY);
  const response = await fetch(`${stack.url}/graphql`, { method: 'POST', headers, body });
  return ((await response.json()) as { data: unknown }).data;
}

test.each(Object.entries(PROGRAMS))('%s has the same data by hand', async (id, program) => {
  const ours = await askGraph(id);
  const theirs = await program(partners, TEST_DAY);
  expect(differenceOf(ours, theirs)).toBeNull();
  expect(JSON.stringify(theirs).length).toBeGreaterThan(400);
});

test('data that differs is told by its place alone, and a cursor is no data', () => {
  const ours = { nodes: [{ name: 'A', on: '2026-01-01' }], pageInfo: { endCursor: 'x' } };
  const same = { pageInfo: { endCursor: null }, nodes: [{ on: '2026-01-01', name: 'A' }] };
  const other = { nodes: [{ name: 'B', on: '2026-01-01' }], pageInfo: {} };
  const fewer = { nodes: [], pageInfo: {} };
  expect(differenceOf(ours, same)).toBeNull();
  expect(differenceOf(ours, other)).toBe('data.nodes.0.name is another value');
  expect(differenceOf(ours, fewer)).toBe('data.nodes.0 is in one alone');
});

test('what stands in for a part of trust gives all that the module gives', async () => {
  for (const [module, standIn] of Object.values(STAND_INS).flat()) {
    const source = join(projectRoot(), module.replace(/\.js$/, '.ts'));
    expect(existsSync(source), module).toBe(true);
    const real: object = await import(source);
    const given: object = await import(
      join(projectRoot(), 'bench/trust/stand-ins', `${standIn}.ts`)
    );
    expect(Object.keys(given).toSorted(), module).toEqual(Object.keys(real).toSorted());
  }
});
