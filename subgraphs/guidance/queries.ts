import type { GraphQLResolveInfo } from 'graphql';
import type { LookupNode } from '../kit/audit/access-history-models.ts';
import { reportAtAll } from '../kit/audit/data-subjects.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import { openPerson } from '../kit/ids/person-reference.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { GuidanceLoaders } from './loaders.ts';
import {
  asOwnTrajectory,
  asPerson,
  asTrajectory,
  type PersonNode,
  type TrajectoryNode,
  type VoucherNode,
} from './models.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<GuidanceLoaders>;
type Path = GraphQLResolveInfo['path'];

/**
 * `trajectory(id:)`: null without an error when no case system of the caller's own organisation
 * holds it; another organisation's is not even asked for.
 */
export async function findTrajectory(
  _: unknown,
  { id }: { readonly id: string },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<TrajectoryNode | null> {
  const [partner, number] = context.ids.openPair('llo-trajectory/v1', id);
  const system = context.loaders.systems.find((one) => one.id === partner);
  if (system === undefined || system.oin !== context.principal?.consumer) return null;
  const result = await context.loaders.trajectory.load({ partner, number });
  const record = valueOrNull(result, context, path);
  return record === null ? null : asTrajectory(record, context);
}

/** `caseload`: one page of the organisation in the token, the newest first. */
export async function listCaseload(
  _: unknown,
  { first, after }: { readonly first: number; readonly after?: string | null },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<TrajectoryNode> | null> {
  const scope = { field: 'caseload' };
  const page = await context.loaders.caseloadPage({
    oin: context.principal?.consumer ?? '',
    first: parseFirst(first),
    start: readCursor(context.cursors, scope, after),
  });
  context.failures.report(page.unavailable, path);
  return toConnection(page, ({ record }) => asTrajectory(record, context), context.cursors, scope);
}

/**
 * `Voucher.trajectory`: of whichever system helped to request it. Once it is found, the silence of
 * another system takes nothing away; while it is not, it may.
 */
export async function trajectoryOfVoucher(
  { fund, number }: VoucherNode,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<TrajectoryNode | null> {
  const { arrived, unavailable } = await context.loaders.trajectoryOfVoucher.load({ fund, number });
  const record = [...arrived.values()].find((one) => one !== null);
  if (record !== undefined) return asTrajectory(record, context);
  context.failures.report(unavailable, path);
  return null;
}

/** `Person.trajectories`, the first to begin first; null where no system may know people. */
export async function trajectoriesOfPerson(
  { number }: PersonNode,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<readonly TrajectoryNode[] | null> {
  context.failures.report(context.loaders.offeringNoPeople, path);
  if (number === null) return null;
  const results = await context.loaders.trajectoriesOfPerson.load(number);
  reportAtAll(context.subjects, 'person', results.arrived, number);
  const found = listOrNull(results, context, path);
  return (
    found
      ?.toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1))
      .map((record) => asOwnTrajectory(record, context.ids)) ?? null
  );
}

/**
 * `Lookups.guidance`: of the person, and of their trajectories, which a school or a fund comes to
 * without knowing the person. Null where no system may know people.
 */
export async function lookupsOfPerson(
  { number }: PersonNode,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<readonly LookupNode[] | null> {
  context.failures.report(context.loaders.offeringNoPeople, path);
  if (number === null) return null;
  const results = await context.loaders.trajectoriesOfPerson.load(number);
  reportAtAll(context.subjects, 'person', results.arrived, number);
  const own = listOrNull(results, context, path) ?? [];
  const people = context.loaders.systems.filter(({ holdsPersonKey }) => holdsPersonKey);
  return context.accessHistoryOf([
    ...people.map(({ id }) => ({ type: 'person' as const, partner: id, text: number })),
    ...own.map(({ system, number: trajectory }) => ({
      type: 'trajectory' as const,
      partner: system,
      text: `${system}:${trajectory}`,
    })),
  ]);
}

/** `Trajectory.person`: asked only when it is wanted, and only of a system that may know people. */
export async function personOfTrajectory(
  { record }: TrajectoryNode,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<PersonNode | null> {
  if (record === null) return null;
  const key = { partner: record.system, number: record.number };
  const number = valueOrNull(await context.loaders.personOf.load(key), context, path);
  if (number === null) return null;
  context.subjects.report('person', record.system, number);
  return asPerson(number, context.ids);
}

/** A trajectory by its sealed id; the loader makes one call a system of all that are asked. */
export async function resolveTrajectory(
  { id }: Representation,
  context: Context,
  path: Path,
): Promise<TrajectoryNode> {
  const [partner, number] = context.ids.openPair('llo-trajectory/v1', String(id));
  const result = await context.loaders.trajectory.load({ partner, number });
  const record = valueOrNull(result, context, path);
  return { id: String(id), record: record && asTrajectory(record, context).record };
}

/** A voucher by its sealed id; the number under it is asked of the case systems. */
export function resolveVoucher({ id }: Representation, { ids }: Context): VoucherNode {
  const [fund, number] = ids.openPair('llo-voucher/v1', String(id));
  return { id: String(id), fund, number };
}

/** A person by the sealed id; without a person key here the id stays closed. */
export function resolvePerson(
  { id }: Representation,
  { ids, principal, loaders }: Context,
): PersonNode {
  const mayKnow = loaders.systems.some((system) => system.holdsPersonKey);
  return { id: String(id), number: mayKnow ? openPerson(id, ids, principal) : null };
}
