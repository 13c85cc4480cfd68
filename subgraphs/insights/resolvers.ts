import { organisationKey } from '../kit/mapping/entity-keys.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import { certificatePath, csvPath, jsonStatPath } from './file-paths.ts';
import type { Context } from './loaders.ts';
import { countOf, shareOf } from './protected-number.ts';
import {
  findTable,
  listReleases,
  listStatistics,
  rowsOfTable,
  statisticsOfProgramme,
  tablesIn,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';
import { dimensionsOf, keysOf, populationOf } from './table-texts.ts';

/** Statistics are the same for everyone, apart from the rows of evaluation tables. */
export const insightsResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    statistics: listStatistics,
    statisticsTable: findTable,
    release: (_, { id }, { loaders }) => loaders.release(id ?? null),
    releases: listReleases,
  },

  StatisticsTable: {
    id: ({ table }) => table.id,
    title: ({ table }) => table.registered.entry.title,
    method: ({ table }) => table.registered.entry.method,
    legalNote: ({ table }) => table.registered.entry.legalNote ?? null,
    topic: ({ table }) => table.registered.entry.topic,
    audience: ({ table }) => table.registered.entry.audience,
    questions: ({ table }) => table.registered.entry.questions,
    programme: ({ table: { registered } }) =>
      registered.programme === null ? null : { id: registered.programme },
    unit: ({ table }) => table.registered.recordSet.unit,
    population: populationOf,
    dimensions: dimensionsOf,
    status: ({ table }) => table.status,
    reason: ({ table }) => table.reason,
    sources: ({ table }) => table.sources,
    rows: rowsOfTable,
    csv: csvPath,
    jsonStat: jsonStatPath,
  },

  StatisticsRow: {
    keys: (model) => keysOf(model, model.row.keys),
    count: countOf,
    share: shareOf,
    answer: ({ row }) => row.answer ?? null,
  },

  StatisticsSource: { partner: ({ partner }) => organisationKey(partner) },

  Release: {
    tables: tablesIn,
    certificate: certificatePath,
  },

  Programme: { statistics: statisticsOfProgramme },
  PartnerBoard: { insights: () => [] },
};

export const insightsReferences: References<Context, ResolversParentTypes> = {
  Programme: ({ id }) => ({ id: String(id) }),
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
