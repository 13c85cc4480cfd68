import type { GraphQLResolveInfo } from 'graphql';
import { matchedSectors, type Sector } from '../../core/sectors/sectors.ts';
import { gatherAnswers } from '../kit/partners/ask-partner.ts';
import { checkPartners } from '../kit/partners/check-partner-ids.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { municipalitiesIn, type RegionInput } from '../kit/mapping/region-filter.ts';
import { valueOrNull } from '../kit/request/request-context.ts';
import { searchWords } from '../kit/limits/search-words.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { EducationLoaders } from './loaders.ts';
import {
  asOffering,
  asTraining,
  schoolOf,
  type EnrolmentNode,
  type OfferingNode,
  type TrainingNode,
} from './models.ts';
import { isGivenAsWanted, isWanted, needsOfferings, type TrainingWish } from './training-rules.ts';
import type { LearningRoute, TrainingRecord } from './records.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<EducationLoaders>;

/** `training(id:)`: null without an error when no school has it. */
export async function findTraining(
  _: unknown,
  { id }: { readonly id: string },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<TrainingNode | null> {
  const trainings = await context.loaders.trainingsOf.load(schoolOf(id));
  return (
    valueOrNull(trainings, context, path)
      ?.map(asTraining)
      .find((one) => one.id === id) ?? null
  );
}

interface TrainingFilter extends Pick<TrainingWish, 'maxMonths' | 'freeSeatsOn'> {
  readonly q?: string | null;
  readonly sectors?: readonly Sector[] | null;
  readonly routes?: readonly LearningRoute[] | null;
  readonly skills?: readonly string[] | null;
  readonly region?: RegionInput | null;
  readonly providers?: readonly string[] | null;
}

interface TrainingsArguments {
  readonly filter?: TrainingFilter | null;
  readonly first: number;
  readonly after?: string | null;
}

/** `trainings`: one page over all schools, by name. */
export async function listTrainings(
  _: unknown,
  { filter, first, after }: TrainingsArguments,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<TrainingNode> | null> {
  const scope = { field: 'trainings', filter: filter ?? null };
  const start = readCursor(context.publicCursors, scope, after);
  const { providers, region, q, sectors, routes, skills, ...wished } = filter ?? {};
  const wish: TrainingWish = {
    ...wished,
    words: q == null ? [] : searchWords(q, 'q'),
    sectors: sectors ? matchedSectors(sectors) : null,
    routes: routes ? new Set(routes) : null,
    skills: skills ? new Set(skills) : null,
    municipalities: region ? new Set(municipalitiesIn(region, context.today)) : null,
  };
  const schoolIds = context.loaders.schools.map((school) => school.id);
  const asked = providers ? checkPartners(providers, schoolIds) : schoolIds;
  const results = await Promise.all(asked.map((id) => wantedAt(id, wish, context)));
  const page = pageOfLists(
    gatherAnswers(asked, results),
    start,
    parseFirst(first),
    ({ name, key }) => [name, key],
  );
  context.failures.report(page.unavailable, path);
  return toConnection(page, ({ record }) => asTraining(record), context.publicCursors, scope);
}

/** One school's trainings that fit; a school silent on its offerings is silent on the question. */
async function wantedAt(school: string, wish: TrainingWish, { loaders }: Context) {
  const [trainings, offerings] = await Promise.all([
    loaders.trainingsOf.load(school),
    needsOfferings(wish) ? loaders.offeringsOf.load(school) : null,
  ]);
  if (trainings.isUnavailable) return trainings;
  const wanted = trainings.value.filter((training) => isWanted(training, wish));
  if (offerings === null) return { isUnavailable: false, value: wanted } as const;
  if (offerings.isUnavailable) return offerings;
  const fitting = offerings.value.filter((offering) => isGivenAsWanted(offering, wish));
  const given = new Set(fitting.map((offering) => offering.trainingKey));
  const value: readonly TrainingRecord[] = wanted.filter((training) => given.has(training.key));
  return { isUnavailable: false, value } as const;
}

/** A training by its public id, from the list of the school that it is at. */
export async function resolveTraining(
  { id: given }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<TrainingNode> {
  const id = String(given);
  const result = await context.loaders.trainingsOf.load(schoolOf(id));
  const trainings = valueOrNull(result, context, path);
  return trainings?.map(asTraining).find((one) => one.id === id) ?? { id, record: null };
}

/** An offering by its public id, likewise. */
export async function resolveOffering(
  { id: given }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<OfferingNode> {
  const id = String(given);
  const result = await context.loaders.offeringsOf.load(schoolOf(id));
  const offerings = valueOrNull(result, context, path);
  return offerings?.map(asOffering).find((one) => one.id === id) ?? { id, record: null };
}

/** An enrolment by its sealed id: one bounded call each, since OOAPI has none for several. */
export async function resolveEnrolment(
  { id }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<EnrolmentNode> {
  const [partner, key] = context.ids.openPair('llo-enrolment/v1', String(id));
  const result = await context.loaders.enrolment.load({ partner, key });
  const record = valueOrNull(result, context, path);
  if (record !== null) context.subjects.report('enrolment', partner, `${partner}:${key}`);
  return { id: String(id), record };
}
