import { encodeFilter } from '../kit/instruments/instrument-filter.ts';
import { nearestName } from '../../core/config/nearest-name.ts';
import { findOneRegion } from '../../core/regions/find-regions.ts';
import { allRegions, type RegionKind } from '../../core/regions/regions.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { foundRegions, regionsIn, type RegionInput } from '../kit/mapping/region-filter.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { ReferenceLoaders } from './loaders.ts';
import type { OrganisationNode, ProgrammeNode, RegionNode } from './models.ts';

type Context = SubgraphContext<ReferenceLoaders>;

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** `programmes`: by name, or those that were asked for in the order in which they were. */
export function listProgrammes(
  _: unknown,
  { ids, ...page }: PageArguments & { readonly ids?: readonly string[] | null },
  context: Context,
): Connection<ProgrammeNode> | null {
  const { programmes } = context.loaders.facts;
  const wanted = ids
    ? [...new Set(ids)].filter((id) => programmes.some((one) => one.id === id))
    : null;
  const rows = wanted
    ? wanted.map((id, index) => rowOf(id, String(index).padStart(6, '0')))
    : programmes.map(({ id, name }) => rowOf(id, name.toLowerCase()));
  const scope = { field: 'programmes', ids: wanted };
  return pageOf(rows, scope, page, context, (id) => context.loaders.programme(id));
}

/** `organisations`: by name. */
export function listOrganisations(
  _: unknown,
  page: PageArguments,
  context: Context,
): Connection<OrganisationNode> | null {
  const rows = context.loaders.facts.organisations.map(({ id, name }) =>
    rowOf(id, name.toLowerCase()),
  );
  const scope = { field: 'organisations' };
  return pageOf(rows, scope, page, context, (id) => context.loaders.organisation(id));
}

/** The large before the small, so that the first page is of use. */
const KINDS_IN_ORDER: readonly RegionKind[] = [
  'PROVINCIE',
  'ARBEIDSMARKTREGIO',
  'LANDSDEEL',
  'COOPERATION',
  'GEMEENTE',
];

/** `regions`: by kind and code. */
export function listRegions(
  _: unknown,
  { kind, ...page }: PageArguments & { readonly kind?: RegionKind | null },
  context: Context,
): Connection<RegionNode> | null {
  const rows = allRegions(kind ?? null).map((region) =>
    rowOf(`${region.kind} ${region.code}`, String(KINDS_IN_ORDER.indexOf(region.kind))),
  );
  const scope = { field: 'regions', kind: kind ?? null };
  return pageOf(rows, scope, page, context, (key) => {
    const [ofKind = '', code = ''] = key.split(' ');
    return context.loaders.region({ kind: ofKind as RegionKind, code });
  });
}

/** `region`: the first of its name; what is not in the table is answered with what is near. */
export function findRegionByArgument(
  _: unknown,
  region: RegionInput,
  { loaders }: Context,
): RegionNode | null {
  const [found] = foundRegions(findOneRegion(region));
  return found ? loaders.region(found) : null;
}

interface InstrumentArguments {
  readonly for: Readonly<Record<string, unknown>> & {
    readonly targetGroup?: string | null;
    readonly region?: RegionInput | null;
    readonly age?: number | null;
    readonly on?: string | null;
  };
}

/**
 * `instruments`: the question itself becomes the key by which every kind is asked. Region and
 * target group are looked up here, so that a mistake is told once.
 */
export function askForInstruments(
  _: unknown,
  { for: { region, on, ...given } }: InstrumentArguments,
  { loaders, today }: Context,
): { readonly question: string } {
  const narrowing = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  checkAge(given.age ?? 0);
  if (given.targetGroup != null) checkTargetGroup(given.targetGroup, loaders);
  const regions = region && regionsIn(region);
  return {
    question: encodeFilter({
      ...narrowing,
      on: on ?? today,
      ...(regions && { regions: regions.map(({ kind, code }) => ({ kind, code })) }),
    }),
  };
}

function checkAge(age: number): void {
  if (age >= 0 && age <= 120) return;
  throw codedError('ARGUMENT_INVALID', 'Cannot use this age: expected 0 to 120');
}

function checkTargetGroup(code: string, loaders: ReferenceLoaders): void {
  if (loaders.targetGroup(code).record !== null) return;
  const codes = loaders.facts.targetGroups.map((one) => one.code);
  const near = nearestName(code, codes);
  const hint = near === null ? `known are ${codes.join(', ')}` : `did you mean "${near}"?`;
  throw codedError('ARGUMENT_INVALID', `Cannot use this target group: ${hint}`);
}

/** All rows stand here, so a walk has one position; the rest is as with partners. */
const HERE = 'reference';

interface Row {
  readonly key: string;
  /** What it is sorted by. */
  readonly order: string;
}

function rowOf(key: string, order: string): Row {
  return { key, order };
}

function pageOf<Node>(
  rows: readonly Row[],
  question: unknown,
  { first, after }: PageArguments,
  { publicCursors: cursors }: Context,
  nodeOf: (key: string) => Node,
): Connection<Node> | null {
  const start = readCursor(cursors, question, after);
  const lists = { arrived: new Map([[HERE, rows]]), unavailable: [] };
  const page = pageOfLists(lists, start, parseFirst(first), ({ key, order }) => [order, key]);
  return toConnection(page, ({ record }) => nodeOf(record.key), cursors, question);
}
