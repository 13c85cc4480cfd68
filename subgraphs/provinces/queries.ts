import type { GraphQLResolveInfo } from 'graphql';
import { findRegionsByInput } from '../../core/regions/find-regions.ts';
import { mapArrived } from '../kit/partners/ask-partner.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { foundRegions, type RegionInput } from '../kit/mapping/region-filter.ts';
import { valueOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { ProvincesLoaders } from './loaders.ts';
import {
  asGrant,
  asPilot,
  beginningOf,
  provinceOf,
  type GrantNode,
  type PilotNode,
} from './models.ts';
import { isWanted, type PilotWish } from './pilot-rules.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<ProvincesLoaders>;

/** `pilot(id:)`: null without an error when no register holds it. */
export async function findPilot(
  _: unknown,
  { id }: { readonly id: string },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<PilotNode | null> {
  const pilots = await context.loaders.partOf(provinceOf(id), 'pilots');
  return (
    valueOrNull(pilots, context, path)
      ?.map(asPilot)
      .find((one) => one.id === id) ?? null
  );
}

interface PilotsArguments {
  readonly filter?: (Omit<PilotWish, 'regions'> & { readonly region?: RegionInput | null }) | null;
  readonly first: number;
  readonly after?: string | null;
}

/** `pilots`: one page over all registers, the first to begin first. */
export async function listPilots(
  _: unknown,
  { filter, first, after }: PilotsArguments,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<PilotNode> | null> {
  const scope = { field: 'pilots', filter: filter ?? null };
  const start = readCursor(context.publicCursors, scope, after);
  const pageSize = parseFirst(first);
  const { region, ...wished } = filter ?? {};
  const wish: PilotWish = {
    ...wished,
    regions: region ? foundRegions(findRegionsByInput(region)) : null,
  };
  const pilots = mapArrived(await context.loaders.all('pilots'), (all) =>
    all.filter((pilot) => isWanted(pilot, wish, context.today)),
  );
  const page = pageOfLists(pilots, start, pageSize, (pilot) => [beginningOf(pilot), pilot.number]);
  context.failures.report(page.unavailable, path);
  return toConnection(page, ({ record }) => asPilot(record), context.publicCursors, scope);
}

/** A pilot by its public id, from the register that it is in. */
export async function resolvePilot(
  { id: given }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<PilotNode> {
  const id = String(given);
  const result = await context.loaders.partOf(provinceOf(id), 'pilots');
  const pilots = valueOrNull(result, context, path);
  return pilots?.map(asPilot).find((one) => one.id === id) ?? { id, record: null };
}

/** A grant by its public id, likewise. */
export async function resolveGrant(
  { id: given }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<GrantNode> {
  const id = String(given);
  const result = await context.loaders.partOf(provinceOf(id), 'grants');
  const grants = valueOrNull(result, context, path);
  return grants?.map(asGrant).find((one) => one.id === id) ?? { id, record: null };
}
