import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { rulesOf } from '../../gateway/authorization/authorize.ts';
import { COST_BUDGETS } from '../../gateway/cost/budget.ts';
import { createCostOf } from '../../gateway/cost/cost.ts';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { createLimits } from '../../gateway/limits/limits.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';

const savedQueries = ['explorer', 'dashboard'].flatMap((page) =>
  readdirSync(join(projectRoot(), page, 'saved-queries'))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => `${page}/saved-queries/${name}`),
);
const sdl = readFileSync(join(projectRoot(), 'schema', 'supergraph.graphql'), 'utf8');
const { apiSchema } = parseSupergraph(sdl);

test('there are saved queries', () => {
  expect(savedQueries.length).toBeGreaterThan(0);
});

const costOf = createCostOf({ supergraph: rulesOf(sdl).schema, apiSchema });

test.each(savedQueries)('the saved query %s costs less than half of its budget', (name) => {
  const { role, purpose, document } = parseSavedQuery(
    name,
    readFileSync(join(projectRoot(), name), 'utf8'),
  );
  const budget = role === 'none' ? 'public' : purpose === undefined ? 'client' : 'purpose';
  const cost = costOf({ document: parse(document), operationName: undefined, key: '' })({});
  expect(cost.total).toBeGreaterThan(10);
  expect(cost.total).toBeLessThan(COST_BUDGETS[budget] / 2);
});

test.each(savedQueries)('the saved query %s is within half of every limit on its size', (name) => {
  const text = readFileSync(join(projectRoot(), name), 'utf8');
  const half = {
    ...BOUNDS,
    documentBytes: BOUNDS.documentBytes / 2,
    tokens: BOUNDS.tokens / 2,
    aliases: BOUNDS.aliases / 2,
    rootFields: BOUNDS.rootFields / 2,
    expandedFields: BOUNDS.expandedFields / 2,
  };
  expect(() => createLimits(apiSchema, half).limitDocument(text)).not.toThrow();
});
