import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { tablesOf } from '../../explorer/response/tables.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import { VOUCHER_NUMBER } from '../support/saved-operations.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const folder = join(projectRoot(), 'explorer/saved-queries');
const savedQueries = readdirSync(folder)
  .toSorted()
  .map((name) => parseSavedQuery(name, readFileSync(join(folder, name), 'utf8')));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

test.each(savedQueries)(
  'saved query $id gives rows and no errors in role $role',
  async ({ role, purpose, today, document }) => {
    const principal =
      role === 'none'
        ? null
        : { role, ...(purpose && { purpose: purpose.replace('urn:llo:purpose:', '') }) };
    const variables = {
      ...(today !== undefined && { [today]: TEST_DAY }),
      ...(document.includes('$number:') && { number: VOUCHER_NUMBER }),
    };
    const response = await stack.ask(principal, document, variables);
    expect(response.errors).toBeUndefined();
    expect(tablesOf(response.data)[0]?.rows.length).toBeGreaterThan(0);
  },
);

test('there is a saved query for each role that a person has, and for both purposes of a coach', () => {
  const roles = savedQueries.map(({ role, purpose }) =>
    role === 'coach' ? `coach ${purpose?.split(':').at(-1)}` : role,
  );
  expect([...new Set(roles)].toSorted()).toEqual([
    'analyst',
    'citizen',
    'coach case-guidance',
    'coach matching',
    'developer',
    'fund-desk',
    'none',
  ]);
});
