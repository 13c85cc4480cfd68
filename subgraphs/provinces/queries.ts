import { listPage } from '../kit/paging/connection.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { regionKey } from '../kit/mapping/entity-keys.ts';
import { createListIndex } from '../kit/mapping/list-index.ts';
import { knownOrNull } from '../kit/mapping/record-models.ts';
import { regionsIn } from '../kit/mapping/region-filter.ts';
import { checkTargetGroups } from '../kit/mapping/target-groups.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import { resolveFromList, type ResolveReference } from '../kit/subgraph/entity-references.ts';
import { sortInTurns } from '../kit/turns/in-turns.ts';
import type { Context } from './loaders.ts';
import {
  beginningOf,
  byBeginning,
  byDecision,
  type GrantModel,
  type PilotModel,
} from './models.ts';
import { createPilotFilter } from './pilot-rules.ts';
import type { GrantRecord } from './records.ts';
import type { PilotResolvers, ProgrammeResolvers, QueryResolvers } from './resolver-types.ts';

/** `Query.pilot`: null without an error when no register holds it. */
export const findPilot: QueryResolvers['pilot'] = async (_, { id }, context, { path }) =>
  knownOrNull(await resolvePilot({ __typename: 'Pilot', id }, context, path));

/** `Query.pilots`: over all registers, the first to begin first. */
export const listPilots: QueryResolvers['pilots'] = (
  _,
  { filter, ...page },
  { publicCursors: cursors, failures, loaders, today, partnerRequest: { signal } },
  { path },
) =>
  listPage(
    page,
    { scope: { field: 'pilots', filter: filter ?? null }, cursors, failures, path },
    async (start, first) => {
      const { region, targetGroups, ...wished } = filter ?? {};
      const wish = {
        ...wished,
        regions: region ? regionsIn(region) : null,
        targetGroups: targetGroups ? checkTargetGroups(targetGroups) : null,
      };
      return pageOfLists(await loaders.all('pilots'), start, first, {
        keyOf: (pilot) => [beginningOf(pilot), pilot.number],
        isWanted: createPilotFilter(wish, today),
        signal,
      });
    },
    ({ record }) => record,
  );

/** `Pilot.province`: the region of the partner that holds the pilot. */
export const provinceOfPilot: PilotResolvers['province'] = ({ partner }, _, { loaders }) => {
  const province = loaders.partners.find(({ id }) => id === partner);
  return province && regionKey(province.region);
};

/** `Pilot.grants`: in the order in which the pilot names them. */
export const grantsOfPilot: PilotResolvers['grants'] = async (pilot, _, context, { path }) => {
  if (pilot.partner === undefined) return null;
  const { grants } = pilot;
  if (grants === null || grants.length === 0) return grants && [];
  const result = await context.loaders.partOf(pilot.partner, 'grants');
  const all = valueOrNull(result, context, path);
  return all && [...new Set(grants)].flatMap((number) => grantsByNumber(all, number));
};

const grantsByNumber = createListIndex<GrantRecord>(({ number }) => number);

/** `Programme.pilots`: the first to begin first. */
export const pilotsOfProgramme: ProgrammeResolvers['pilots'] = async (
  { id },
  _,
  context,
  { path },
) => {
  const all = await context.loaders.all('pilots');
  const own = await listOrNull(all, context, path, ({ programme }) => programme === id);
  return own && sortInTurns(own, byBeginning, context.partnerRequest.signal);
};

/** `Programme.grants`: the first decision first. */
export const grantsOfProgramme: ProgrammeResolvers['grants'] = async (
  { id },
  _,
  context,
  { path },
) => {
  const all = await context.loaders.all('grants');
  const own = await listOrNull(all, context, path, ({ programme }) => programme === id);
  return own && sortInTurns(own, byDecision, context.partnerRequest.signal);
};

/** A pilot by its public id, from the register of its province. */
export const resolvePilot: ResolveReference<Context, PilotModel> = resolveFromList(
  (province, { loaders }) => loaders.partOf(province, 'pilots'),
);

/** A grant by its public id, from the register of its province. */
export const resolveGrant: ResolveReference<Context, GrantModel> = resolveFromList(
  (province, { loaders }) => loaders.partOf(province, 'grants'),
);
