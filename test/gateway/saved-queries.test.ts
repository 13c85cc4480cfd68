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

test('the saved queries cost what they cost before', () => {
  const costs = savedQueries.map((name) => {
    const { document } = parseSavedQuery(name, readFileSync(join(projectRoot(), name), 'utf8'));
    const { total } = costOf({ document: parse(document), operationName: undefined, key: '' })({});
    return [name, total];
  });
  expect(Object.fromEntries(costs)).toMatchInlineSnapshot(`
    {
      "dashboard/saved-queries/partners.graphql": 451,
      "dashboard/saved-queries/pilots.graphql": 2383,
      "dashboard/saved-queries/programma.graphql": 532,
      "dashboard/saved-queries/programmas.graphql": 101,
      "dashboard/saved-queries/subsidies.graphql": 161,
      "dashboard/saved-queries/voucheraantallen.graphql": 1208,
      "dashboard/saved-queries/voucherregelingen.graphql": 403,
      "explorer/saved-queries/01-trainingen-met-vrije-plaatsen.graphql": 1964,
      "explorer/saved-queries/02-open-voucherregelingen.graphql": 2753,
      "explorer/saved-queries/03-vouchers-van-alle-fondsen.graphql": 753,
      "explorer/saved-queries/04-programmas.graphql": 2441,
      "explorer/saved-queries/05-organisaties.graphql": 52,
      "explorer/saved-queries/06-regio-op-naam.graphql": 151,
      "explorer/saved-queries/07-wie-keek-in-mijn-gegevens.graphql": 3307,
      "explorer/saved-queries/08-voucheraantallen.graphql": 252,
      "explorer/saved-queries/09-voucheraantallen-per-status.graphql": 252,
      "explorer/saved-queries/10-instrumenten-zzp.graphql": 1603,
      "explorer/saved-queries/11-pilots-noord.graphql": 284,
      "explorer/saved-queries/12-werkzoekenden.graphql": 243,
      "explorer/saved-queries/13-caseload.graphql": 1542,
      "explorer/saved-queries/14-woordenlijst.graphql": 100,
      "explorer/saved-queries/15-status-van-partners.graphql": 451,
      "explorer/saved-queries/16-cijfers-met-bron.graphql": 131,
      "explorer/saved-queries/17-status-bij-de-school.graphql": 693,
      "explorer/saved-queries/18-voucher-op-nummer.graphql": 99,
    }
  `);
});

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
