/** The hand-written programs of the benchmark give the same data as the gateway. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { differenceOf } from '../../bench/domain/difference.ts';
import { idsOfQuery } from '../../bench/domain/direct/id-order.ts';
import { createPartners, type Partners } from '../../bench/domain/direct/partners.ts';
import { PROGRAMS } from '../../bench/domain/direct/programs.ts';
import { readOperation } from '../../bench/domain/operations.ts';
import { REPLACEMENTS } from '../../bench/security/variants.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

let stack: Stack;
let partners: Partners;
beforeAll(async () => {
  const releases = await demoReleases();
  stack = await startStack({ releasesFolder: releases });
  partners = createPartners(inject(SHARED), releases);
});
afterAll(() => stack.stop());

async function runSavedQuery(id: string): Promise<unknown> {
  const { headers, body } = await readOperation(id, TEST_DAY);
  const response = await fetch(`${stack.url}/graphql`, { method: 'POST', headers, body });
  return ((await response.json()) as { data: unknown }).data;
}

test.each(Object.entries(PROGRAMS))(
  'the program for %s gives the same data as the gateway',
  async (id, program) => {
    const ours = await runSavedQuery(id);
    const idOf = idsOfQuery(id, new Date(`${TEST_DAY}T12:00:00Z`));
    const theirs = await program(partners, TEST_DAY, idOf);
    expect(differenceOf(ours, theirs)).toBeNull();
    expect(JSON.stringify(theirs).length).toBeGreaterThan(400);
  },
);

test('differenceOf gives the path of the first difference and ignores cursors', () => {
  const ours = { nodes: [{ name: 'A', on: '2026-01-01' }], pageInfo: { endCursor: 'x' } };
  const same = { pageInfo: { endCursor: null }, nodes: [{ on: '2026-01-01', name: 'A' }] };
  const other = { nodes: [{ name: 'B', on: '2026-01-01' }], pageInfo: {} };
  const fewer = { nodes: [], pageInfo: {} };
  expect(differenceOf(ours, same)).toBeNull();
  expect(differenceOf(ours, other)).toBe('data.nodes.0.name has another value');
  expect(differenceOf(ours, fewer)).toBe('data.nodes.0 is in only one of them');
});

test('each replacement module of the security benchmark has the exports of the module it replaces', async () => {
  for (const [module, standIn] of Object.values(REPLACEMENTS).flat()) {
    const source = join(projectRoot(), module.replace(/\.js$/, '.ts'));
    expect(existsSync(source), module).toBe(true);
    const real: object = await import(source);
    const given: object = await import(join(projectRoot(), 'bench/security/replacements', standIn));
    expect(Object.keys(given).toSorted(), module).toEqual(Object.keys(real).toSorted());
  }
});
