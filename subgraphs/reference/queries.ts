import { encodeFilter } from '../kit/instruments/instrument-filter.ts';
import { findOneRegion } from '../../core/regions/find-regions.ts';
import { regionTable } from '../../core/regions/region-table.ts';
import {
  allRegions,
  foldName,
  isSame,
  membersOf,
  overlapsOf,
  type Region,
  type RegionKind,
} from '../../core/regions/regions.ts';
import { matchedSectors } from '../../core/sectors/sectors.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { listPage, type PageArguments } from '../kit/paging/connection.ts';
import type { CursorScope } from '../kit/paging/cursor.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import type { Path } from '../kit/partners/failures.ts';
import { searchWords } from '../kit/limits/search-words.ts';
import { regionKey } from '../kit/mapping/entity-keys.ts';
import { foundRegions, regionsIn } from '../kit/mapping/region-filter.ts';
import { checkTargetGroups } from '../kit/mapping/target-groups.ts';
import type { Context, ReferenceLoaders } from './loaders.ts';
import type {
  ProgrammeResolvers,
  QueryResolvers,
  RegionResolvers,
  TermResolvers,
} from './resolver-types.ts';

/** `Query.programmes`: by name, or in the order of `ids`. */
export const listProgrammes: QueryResolvers['programmes'] = (
  _,
  { ids, ...page },
  context,
  { path },
) => {
  const { programmes } = context.loaders.facts;
  const wanted = ids
    ? [...new Set(ids)].filter((id) => programmes.some((one) => one.id === id))
    : null;
  const rows = wanted
    ? wanted.map((key, index) => ({ key, order: String(index).padStart(6, '0') }))
    : programmes.map(({ id, name }) => ({ key: id, order: name.toLowerCase() }));
  const scope = { field: 'programmes', ids: wanted };
  return pageOf(rows, scope, page, context, path, (id) => context.loaders.programme(id));
};

/** `Query.organisations`: by name. */
export const listOrganisations: QueryResolvers['organisations'] = (_, page, context, { path }) => {
  const rows = context.loaders.facts.organisations.map(({ id, name }) => ({
    key: id,
    order: name.toLowerCase(),
  }));
  const scope = { field: 'organisations' };
  return pageOf(rows, scope, page, context, path, (id) => context.loaders.organisation(id));
};

/** Large regions first, so that the first page is useful. */
const KINDS_IN_ORDER: readonly RegionKind[] = [
  'PROVINCIE',
  'ARBEIDSMARKTREGIO',
  'LANDSDEEL',
  'COOPERATION',
  'GEMEENTE',
];

/** `Query.regions`: by kind and code. */
export const listRegions: QueryResolvers['regions'] = (_, { kind, ...page }, context, { path }) => {
  const rows = allRegions(kind ?? null).map((region) => ({
    key: `${region.kind} ${region.code}`,
    order: String(KINDS_IN_ORDER.indexOf(region.kind)),
  }));
  const scope = { field: 'regions', kind: kind ?? null };
  return pageOf(rows, scope, page, context, path, (key) => {
    const [ofKind = '', code = ''] = key.split(' ');
    return context.loaders.region({ kind: ofKind as RegionKind, code });
  });
};

/** `Query.region`: an unknown region throws `ARGUMENT_INVALID` with the nearest names. */
export const findRegionByArgument: QueryResolvers['region'] = (_, region, { loaders }) => {
  const [found] = foundRegions(findOneRegion(region));
  return found ? loaders.region(found) : null;
};

export const listIndicators: QueryResolvers['indicators'] = (
  _,
  { programme, measure },
  { loaders },
) =>
  loaders.facts.indicators
    .filter((one) => programme == null || one.programme === programme)
    .filter((one) => measure == null || one.measure === measure);

export const listLearningPoints: QueryResolvers['learningPoints'] = (_, { topic }, { loaders }) =>
  loaders.facts.learningPoints.filter((one) => topic == null || one.topic === topic);

export const listPublicEvents: QueryResolvers['publicEvents'] = (_, { programme }, { loaders }) =>
  loaders.facts.publicEvents.filter((one) => programme == null || one.programme === programme);

export const findTerms: QueryResolvers['vocabulary'] = (_, { term }, { loaders }) => {
  const words = searchWords(term, 'term');
  if (words.length > 0) return loaders.findTerms(words.join(' '));
  throw codedError('ARGUMENT_INVALID', 'Cannot look up an empty term: expected a word');
};

/** `Term.source`: the document that uses the Dutch term. */
export const sourceOfTerm: TermResolvers['source'] = ({ dutch }, _, { loaders }) => {
  const document = loaders.facts.sourceDocuments.find(({ words }) =>
    words.some((word) => foldName(word) === foldName(dutch)),
  );
  return document && loaders.source(document.id);
};

export const deliverablesOfProgramme: ProgrammeResolvers['deliverables'] = (
  { deliverables },
  _,
  { loaders },
) =>
  deliverables?.map((one) => ({
    ...one,
    to: loaders.organisation(one.to),
    source: loaders.source(one.source),
  }));

/**
 * `Region.members`. Null for a region whose municipalities the table does not all have: an incomplete
 * list would be read as complete.
 */
export const membersOfRegion: RegionResolvers['members'] = (
  region,
  { kind, on },
  { loaders, today },
) => {
  const wanted = kind ?? 'GEMEENTE';
  if (region.name === undefined || !isComplete(region, wanted)) return null;
  return membersOf(region, wanted, on ?? today).map((one) => loaders.region(one));
};

/** `Region.overlaps`: null where `Region.members` is. */
export const overlapsOfRegion: RegionResolvers['overlaps'] = (
  region,
  { kind, on },
  { loaders, today },
) => {
  if (region.name === undefined || !isComplete(region, null)) return null;
  return overlapsOf(region, kind ?? null, on ?? today).map((one) => loaders.region(one));
};

/** `Region.labourMarket`: of this region itself; null for one that the region table does not have. */
export const labourMarketOfRegion: RegionResolvers['labourMarket'] = (
  region,
  { sector },
  { loaders },
) => {
  if (region.name === undefined) return null;
  const all = loaders.labourMarketOf(region);
  const wanted = sector && matchedSectors([sector]);
  return wanted ? all.filter((one) => one.sector !== null && wanted.has(one.sector)) : all;
};

/** Of a part of the country the table always has the provinces. */
function isComplete(region: Region, kind: RegionKind | null): boolean {
  if (region.kind === 'GEMEENTE') return true;
  const area = regionTable().areas.find((one) => isSame(one, region));
  if (area === undefined) return false;
  return area.complete || (kind === 'PROVINCIE' && area.provinces.length > 0);
}

export function regionByKey(code: string | null, loaders: ReferenceLoaders) {
  return code === null ? null : loaders.region(regionKey(code));
}

/**
 * `Query.instruments`: the arguments become the key by which every subgraph is asked. Region and
 * target group are checked here, so that a mistake is reported once.
 */
export const encodeInstrumentSearch: QueryResolvers['instruments'] = (
  _,
  { for: { region, on, targetGroup, situation, sector, age, educationLevel, employerSize } },
  { today },
) => {
  checkAge(age ?? 0);
  if (targetGroup != null) checkTargetGroups([targetGroup]);
  const regions = region && regionsIn(region);
  return {
    question: encodeFilter({
      on: on ?? today,
      targetGroup: targetGroup ?? undefined,
      situation: situation ?? undefined,
      sector: sector ?? undefined,
      regions: regions?.map(({ kind, code }) => ({ kind, code })),
      age: age ?? undefined,
      educationLevel: educationLevel ?? undefined,
      employerSize: employerSize ?? undefined,
    }),
  };
};

function checkAge(age: number): void {
  if (age >= 0 && age <= 120) return;
  throw codedError('ARGUMENT_INVALID', 'Cannot use this age: expected 0 to 120');
}

/** Every list here comes from one place, which takes the part of a partner in a cursor. */
const SOURCE = 'reference';

interface Row {
  readonly key: string;
  /** What it is sorted by. */
  readonly order: string;
}

function pageOf<Model>(
  rows: readonly Row[],
  scope: CursorScope,
  page: PageArguments,
  { publicCursors: cursors, failures }: Context,
  path: Path,
  modelOf: (key: string) => Model,
) {
  const lists = { arrived: new Map([[SOURCE, rows]]), unavailable: [] };
  return listPage(
    page,
    { scope, cursors, failures, path },
    (start, first) => pageOfLists(lists, start, first, { keyOf: ({ key, order }) => [order, key] }),
    ({ record }) => modelOf(record.key),
  );
}
