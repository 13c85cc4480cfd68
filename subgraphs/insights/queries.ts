import { codedError } from '../../core/errors/coded-error.ts';
import { foldName } from '../../core/regions/regions.ts';
import type { StatisticsFilter } from '../../schema/generated/insights.ts';
import { searchWords } from '../kit/limits/search-words.ts';
import { listPage } from '../kit/paging/connection.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { mayReadEvaluation } from './evaluation-access.ts';
import type { StatisticsTableModel } from './models.ts';
import type { PublishedRelease } from './records.ts';
import type {
  ProgrammeResolvers,
  QueryResolvers,
  StatisticsTableResolvers,
} from './resolver-types.ts';

/** Every list here comes from one place, which takes the part of a partner in a cursor. */
const SOURCE = 'insights';

/** `Query.statistics`: the tables of the newest release, in the order of the registry. */
export const listStatistics: QueryResolvers['statistics'] = async (_, { filter }, { loaders }) => {
  const isWanted = createTableFilter(filter ?? {});
  const release = await loaders.release(null);
  return release === null ? [] : tablesIn(release).filter(isWanted);
};

/** `Query.statisticsTable` */
export const findTable: QueryResolvers['statisticsTable'] = async (
  _,
  { id, release: wanted },
  { loaders },
) => {
  const release = await loaders.release(wanted ?? null);
  const table = release?.tables.get(id);
  return release && table ? { release, table } : null;
};

/** `Query.releases`: the newest first. A release that appears between two pages is before both. */
export const listReleases: QueryResolvers['releases'] = async (
  _,
  page,
  { loaders, publicCursors: cursors, failures },
  { path },
) => {
  const arrived = new Map([[SOURCE, await loaders.releases()]]);
  return listPage(
    page,
    { scope: { field: 'releases' }, cursors, failures, path },
    (start, first) =>
      pageOfLists({ arrived, unavailable: [] }, start, first, {
        keyOf: ({ id }) => [newestFirst(id), id],
      }),
    ({ record }) => record,
  );
};

/** A text that sorts quarters from the last to the first. */
const newestFirst = (quarter: string) => String(99_999 - Number(quarter.replace('Q', '')));

/** `Programme.statistics` */
export const statisticsOfProgramme: ProgrammeResolvers['statistics'] = async (
  { id: programme },
  { topic },
  { loaders },
) => {
  const release = await loaders.release(null);
  const isWanted = createTableFilter({ programme, topic: topic ?? null });
  return release === null ? [] : tablesIn(release).filter(isWanted);
};

export const tablesIn = (release: PublishedRelease): readonly StatisticsTableModel[] =>
  [...release.tables.values()].map((table) => ({ release, table }));

/** `StatisticsTable.rows`: those of an evaluation table only for a principal that may read them. */
export const rowsOfTable: StatisticsTableResolvers['rows'] = async (model, _, context) => {
  if (model.table.registered.entry.audience === 'EVALUATION' && !mayReadEvaluation(context)) {
    throw codedError(
      'PURPOSE_DENIED',
      'StatisticsTable.rows of an evaluation table needs the scope llo:aggregate and a purpose of evaluation',
    );
  }
  const { signal } = context.partnerRequest;
  return mapInTurns(await context.loaders.rowsOf(model), (row) => ({ ...model, row }), signal);
};

function createTableFilter({
  programme,
  topic,
  question,
  audience,
  q,
}: StatisticsFilter): (model: StatisticsTableModel) => boolean {
  const words = searchWords(q ?? '', 'q');
  return (model) => {
    const { registered } = model.table;
    const { entry } = registered;
    if (programme != null && registered.programme !== programme) return false;
    if (topic != null && entry.topic !== topic) return false;
    if (question != null && !entry.questions.includes(question)) return false;
    if (audience != null && entry.audience !== audience) return false;
    if (words.length === 0) return true;
    const text = textOf(model);
    return words.every((word) => text.includes(word));
  };
}

/** In both languages, so that a word of either finds the table. */
function textOf({ release, table }: StatisticsTableModel): string {
  const { id, entry, dimensions } = table.registered;
  const texts = [
    entry.title,
    entry.method,
    ...dimensions.map((one) => release.registry.dimensions[one.id]?.title),
  ];
  return foldName([id, ...texts.flatMap((one) => (one ? [one.nl, one.en] : []))].join(' '));
}
