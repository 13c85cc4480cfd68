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
      "dashboard/saved-queries/bereik.graphql": 22,
      "dashboard/saved-queries/instrumenten.graphql": 1602,
      "dashboard/saved-queries/organisatienamen.graphql": 101,
      "dashboard/saved-queries/organisaties.graphql": 4101,
      "dashboard/saved-queries/overzicht.graphql": 2283,
      "dashboard/saved-queries/partners.graphql": 501,
      "dashboard/saved-queries/pilots.graphql": 2383,
      "dashboard/saved-queries/programma.graphql": 532,
      "dashboard/saved-queries/programmas-met-rollen.graphql": 2842,
      "dashboard/saved-queries/programmas.graphql": 101,
      "dashboard/saved-queries/regio-instrumenten.graphql": 1715,
      "dashboard/saved-queries/regio-opleidingen.graphql": 1111,
      "dashboard/saved-queries/regio-overlap.graphql": 401,
      "dashboard/saved-queries/regio-tabellen.graphql": 102,
      "dashboard/saved-queries/regio.graphql": 981,
      "dashboard/saved-queries/regionamen.graphql": 404,
      "dashboard/saved-queries/statistiek-resultaten.graphql": 2101,
      "dashboard/saved-queries/statistiek-tabel.graphql": 43,
      "dashboard/saved-queries/statistiek-tabellen.graphql": 2300,
      "dashboard/saved-queries/statistiek-uitgaven.graphql": 1214,
      "dashboard/saved-queries/statistiek.graphql": 4201,
      "dashboard/saved-queries/subsidies.graphql": 161,
      "dashboard/saved-queries/voucherregelingen.graphql": 403,
      "dashboard/saved-queries/wat-loopt-nu.graphql": 584,
      "explorer/saved-queries/01-trainingen-met-vrije-plaatsen.graphql": 1964,
      "explorer/saved-queries/02-open-voucherregelingen.graphql": 2753,
      "explorer/saved-queries/03-vouchers-van-alle-fondsen.graphql": 753,
      "explorer/saved-queries/04-programmas.graphql": 2441,
      "explorer/saved-queries/05-organisaties.graphql": 52,
      "explorer/saved-queries/06-regio-op-naam.graphql": 151,
      "explorer/saved-queries/07-wie-keek-in-mijn-gegevens.graphql": 3307,
      "explorer/saved-queries/08-statistiek-van-een-programma.graphql": 201,
      "explorer/saved-queries/09-trajecten-per-doelgroep.graphql": 23,
      "explorer/saved-queries/10-instrumenten-zzp.graphql": 1603,
      "explorer/saved-queries/11-pilots-noord.graphql": 284,
      "explorer/saved-queries/12-werkzoekenden.graphql": 243,
      "explorer/saved-queries/13-caseload.graphql": 1542,
      "explorer/saved-queries/14-woordenlijst.graphql": 100,
      "explorer/saved-queries/15-status-van-partners.graphql": 451,
      "explorer/saved-queries/16-cijfers-met-bron.graphql": 131,
      "explorer/saved-queries/17-status-bij-de-school.graphql": 693,
      "explorer/saved-queries/18-voucher-op-nummer.graphql": 99,
      "explorer/saved-queries/vraag-01-vouchers-per-soort.graphql": 22,
      "explorer/saved-queries/vraag-02-voucher-750.graphql": 81,
      "explorer/saved-queries/vraag-03-tempo.graphql": 83,
      "explorer/saved-queries/vraag-04-zzpers.graphql": 22,
      "explorer/saved-queries/vraag-05-resterend-budget.graphql": 402,
      "explorer/saved-queries/vraag-06-verzilverd-verlopen-ingetrokken.graphql": 44,
      "explorer/saved-queries/vraag-07-dagen-tot-start.graphql": 22,
      "explorer/saved-queries/vraag-08-gekochte-opleidingen.graphql": 88,
      "explorer/saved-queries/vraag-09-wie-vroeg-aan.graphql": 22,
      "explorer/saved-queries/vraag-10-meer-van-hetzelfde.graphql": 23,
      "explorer/saved-queries/vraag-11-grootte-van-werkgevers.graphql": 44,
      "explorer/saved-queries/vraag-12-concentratie.graphql": 22,
      "explorer/saved-queries/vraag-13-trajecten-per-doelgroep.graphql": 22,
      "explorer/saved-queries/vraag-13-uitkomst-per-doelgroep.graphql": 22,
      "explorer/saved-queries/vraag-14-instroom.graphql": 171,
      "explorer/saved-queries/vraag-15-uit-een-andere-sector.graphql": 23,
      "explorer/saved-queries/vraag-16-werk-na-een-traject.graphql": 44,
      "explorer/saved-queries/vraag-17-per-coach.graphql": 23,
      "explorer/saved-queries/vraag-18-traject-en-voucher.graphql": 44,
      "explorer/saved-queries/vraag-19-diploma-en-uitkering.graphql": 45,
      "explorer/saved-queries/vraag-20-uit-de-ww.graphql": 45,
      "explorer/saved-queries/vraag-21-werk-na-een-jaar.graphql": 45,
      "explorer/saved-queries/vraag-22-uitval-per-leerweg.graphql": 22,
      "explorer/saved-queries/vraag-23-met-en-zonder-coach.graphql": 22,
      "explorer/saved-queries/vraag-24-stapeling-van-middelen.graphql": 143,
      "explorer/saved-queries/vraag-25-docentenpool.graphql": 22,
      "explorer/saved-queries/vraag-26-docentenpool-per-school.graphql": 23,
      "explorer/saved-queries/vraag-27-eerdere-groepen.graphql": 83,
      "explorer/saved-queries/vraag-28-wendbaarheid.graphql": 128,
      "explorer/saved-queries/vraag-29-duizend-overstappen.graphql": 105,
      "explorer/saved-queries/vraag-30-noord-bereik.graphql": 149,
      "explorer/saved-queries/vraag-31-stand-van-pilots.graphql": 183,
      "explorer/saved-queries/vraag-32-servicepunt-techniek.graphql": 83,
      "explorer/saved-queries/vraag-33-entree-in-beweging.graphql": 106,
      "explorer/saved-queries/vraag-34-mkb-route.graphql": 84,
      "explorer/saved-queries/vraag-35-uit-de-luchtvaart.graphql": 82,
      "explorer/saved-queries/vraag-36-programmas-vergeleken.graphql": 488,
      "explorer/saved-queries/vraag-37-arrangementen.graphql": 105,
      "explorer/saved-queries/vraag-38-zij-instroom-zorg.graphql": 23,
      "explorer/saved-queries/vraag-39-afstand-tot-de-arbeidsmarkt.graphql": 22,
      "explorer/saved-queries/vraag-40-ontwikkelfonds.graphql": 22,
      "explorer/saved-queries/vraag-41-noord-per-niveau.graphql": 105,
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
