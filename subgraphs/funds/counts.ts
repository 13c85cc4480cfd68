import type { GraphQLResolveInfo } from 'graphql';
import { codedError, type Silent } from '../coded-error.ts';
import { policyFor, type DisclosurePolicy } from '../disclosure/policy.ts';
import {
  protectCells,
  RawCount,
  type Cell,
  type ProtectedCount,
} from '../disclosure/protected-count.ts';
import { checkQuarterDays } from '../disclosure/quarters.ts';
import { partnerStates } from '../partner-board.ts';
import type { RegionInput } from '../region-filter.ts';
import type { KindContext } from '../subgraph.ts';
import { labelOf, regionOfMunicipality, valuesOf, type VoucherDimension } from './dimensions.ts';
import type { FundsLoaders } from './loaders.ts';
import type { CountedGroup } from './source.ts';
import type { CountedDimension, VoucherSelection } from './sql.ts';
import { municipalitiesInCountedRegion } from './counted-region.ts';

type Context = KindContext<FundsLoaders>;

interface CountFilter {
  readonly programme?: string | null;
  readonly region?: RegionInput | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

interface CountTable {
  readonly rows: readonly CountRow[];
  readonly policy: string;
  readonly asOf: string;
  readonly silent: ReturnType<typeof partnerStates>;
}

interface CountRow {
  readonly keys: readonly { dimension: VoucherDimension; value: string; label: string | null }[];
  readonly count: ProtectedCount;
}

const CELLS_MAX = 2_000;

/** `voucherCounts`: counted by the funds' databases, protected here before anything leaves. */
export async function countVouchers(
  _: unknown,
  { filter, groupBy }: { filter?: CountFilter | null; groupBy: readonly VoucherDimension[] },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<CountTable> {
  return count(filter ?? {}, groupBy, context, path);
}

/** `Programme.voucherCounts`: the same, for one programme. */
export async function countProgrammeVouchers(
  { id }: { readonly id: string },
  given: { groupBy: readonly VoucherDimension[]; from?: string | null; to?: string | null },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<CountTable> {
  const { groupBy, ...period } = given;
  return count({ ...period, programme: id }, groupBy, context, path);
}

async function count(
  filter: CountFilter,
  groupBy: readonly VoucherDimension[],
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<CountTable> {
  const policy = policyFor(context.caller);
  checkDimensions(groupBy, policy);
  checkQuarterDays(filter.from ?? null, filter.to ?? null);
  const dimensions = groupBy.filter((one): one is CountedDimension => one !== 'FUND');
  const [groups, schemes] = await Promise.all([
    context.loaders.counts(selectionOf(filter, context), dimensions),
    context.loaders.allSchemes(),
  ]);
  context.silences.report(groups.silent, path);
  for (const fund of groups.arrived.keys()) context.subjects.reportCount(fund);

  const counted = [...groups.arrived].flatMap(([fund, found]) =>
    found.map((group) => ({ keys: keysOf(group, groupBy, fund, context), count: group.count })),
  );
  const wanted = [...schemes.arrived.values()]
    .flat()
    .filter(({ programme }) => filter.programme == null || programme === filter.programme);
  const axes = groupBy.map((dimension, index) =>
    valuesOf(dimension, {
      schemes: wanted,
      funds: context.loaders.funds.map((fund) => fund.id),
      seen: counted.map(({ keys }) => keys[index] ?? ''),
      from: filter.from ?? null,
      to: filter.to ?? null,
      today: context.today,
    }),
  );
  const cells = cellsOf(axes, counted, groupBy, groups.silent);
  const protectedCounts = protectCells(cells, policy);
  const silentIds = groups.silent.map(({ partner }) => partner);
  return {
    rows: cells.map(({ keys }, index) => ({
      keys: keys.map((value, at) => keyOf(groupBy[at] ?? 'FUND', value, context)),
      count: protectedCounts[index] as ProtectedCount,
    })),
    policy: policy.id,
    asOf: context.now.toISOString(),
    silent: partnerStates(context.loaders.funds.filter(({ id }) => silentIds.includes(id))),
  };
}

function selectionOf(filter: CountFilter, { today }: Context): VoucherSelection {
  return {
    programme: filter.programme ?? undefined,
    issuedFrom: filter.from ?? undefined,
    issuedTo: filter.to ?? undefined,
    municipalities: filter.region ? municipalitiesInCountedRegion(filter.region, today) : undefined,
  };
}

function checkDimensions(groupBy: readonly VoucherDimension[], policy: DisclosurePolicy): void {
  if (new Set(groupBy).size !== groupBy.length) {
    throw codedError('ARGUMENT_INVALID', 'Cannot group twice by the same dimension');
  }
  const beside = groupBy.filter((one) => one !== 'QUARTER').length;
  if (beside <= policy.dimensionsMax) return;
  throw codedError(
    'ARGUMENT_INVALID',
    `Cannot group by ${beside} dimensions: policy "${policy.id}" allows ${policy.dimensionsMax} beside QUARTER`,
  );
}

function keysOf(
  group: CountedGroup,
  groupBy: readonly VoucherDimension[],
  fund: string,
  { today }: Context,
): readonly string[] {
  let at = 0;
  return groupBy.map((dimension) => {
    if (dimension === 'FUND') return fund;
    const value = group.values[at] ?? null;
    at += 1;
    return dimension === 'REGION' ? regionOfMunicipality(value, today) : (value ?? 'UNKNOWN');
  });
}

/** Every combination is a cell, empty ones too: a missing row would say "none". */
function cellsOf(
  axes: readonly (readonly string[])[],
  counted: readonly { readonly keys: readonly string[]; readonly count: RawCount }[],
  groupBy: readonly VoucherDimension[],
  silent: readonly Silent[],
): readonly Cell[] {
  const size = axes.reduce((product, axis) => product * axis.length, 1);
  if (size > CELLS_MAX) {
    throw codedError('ARGUMENT_INVALID', `Cannot count ${size} cells at once: narrow the question`);
  }
  const sums = new Map<string, RawCount>();
  for (const { keys, count: own } of counted) {
    const key = JSON.stringify(keys);
    sums.set(key, sums.get(key)?.plus(own) ?? own);
  }
  const fundAt = groupBy.indexOf('FUND');
  const isFedBySilent = (keys: readonly string[]) =>
    silent.some(({ partner }) => fundAt === -1 || keys[fundAt] === partner);
  return combinationsOf(axes).map((keys) => ({
    keys,
    count: isFedBySilent(keys) ? null : (sums.get(JSON.stringify(keys)) ?? new RawCount(0)),
  }));
}

function combinationsOf(axes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return axes.reduce<readonly (readonly string[])[]>(
    (rows, axis) => rows.flatMap((row) => axis.map((value) => [...row, value])),
    [[]],
  );
}

function keyOf(dimension: VoucherDimension, value: string, { loaders }: Context) {
  const fund = loaders.funds.find(({ id }) => id === value);
  return { dimension, value, label: fund?.name ?? labelOf(dimension, value) };
}
