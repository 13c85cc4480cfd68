import type { GraphQLResolveInfo } from 'graphql';
import { codedError } from '../../core/errors/coded-error.ts';
import { POLICY } from '../kit/disclosure/policy.ts';
import { lastClosedQuarter, lastDayOf, parsePeriod } from '../kit/disclosure/quarters.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import { combinationsOf, protectTable, type Axes, type CountedKeys } from './count-table.ts';
import {
  ALL_DIMENSIONS,
  ELSEWHERE,
  expectedValues,
  labelOf,
  regionByMunicipality,
} from './dimensions.ts';
import type { Context } from './loaders.ts';
import type { ProgrammeResolvers, QueryResolvers } from './resolver-types.ts';
import type {
  CountTable,
  VoucherCountFilter,
  VoucherDimension,
} from '../../schema/generated/funds.ts';
import type { SchemeRecord } from './records.ts';
import type { CountedGroup } from './source.ts';
import type { CountedDimension } from './sql.ts';
import { findRegionsByInput, type RegionArgument } from '../../core/regions/find-regions.ts';
import { foundRegions } from '../kit/mapping/region-filter.ts';

/** The dimensions that the filter narrows, each with its value. */
type Picked = ReadonlyMap<VoucherDimension, string>;

const ROWS_MAX = 2_000;

/** `Query.voucherCounts`: counted by the databases of the funds, and protected here. */
export const countVouchers: QueryResolvers['voucherCounts'] = (
  _,
  { filter, groupBy },
  context,
  { path },
) => count(filter ?? {}, groupBy, context, path);

/** `Programme.voucherCounts`: the same for one programme. */
export const countProgrammeVouchers: ProgrammeResolvers['voucherCounts'] = (
  { id: programme },
  { groupBy, ...period },
  context,
  { path },
) => count({ ...period, programme }, groupBy, context, path);

/**
 * The filter selects rows of the whole table after the table was protected, so that a cell is shown
 * or hidden in the same way in every request.
 */
async function count(
  filter: VoucherCountFilter,
  groupBy: readonly VoucherDimension[],
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<CountTable | null> {
  const { loaders, today } = context;
  const picked = pickedBy(filter, today);
  checkDimensions(groupBy, picked);
  const dimensions = ALL_DIMENSIONS.filter((one) => groupBy.includes(one) || picked.has(one));
  const [groups, found] = await Promise.all([
    loaders.counts(
      {
        programme: filter.programme ?? null,
        issuedTo: lastDayOf(lastClosedQuarter(today)),
      },
      dimensions.filter((one): one is CountedDimension => one !== 'FUND'),
    ),
    loaders.allSchemes(),
  ]);
  const failed = [...groups.unavailable, ...found.unavailable];
  context.failures.report(failed, path);
  for (const fund of groups.arrived.keys()) context.subjects.reportCount(fund);

  const unavailable = new Set(failed.flatMap(({ partner }) => partner ?? []));
  const schemes = [...found.arrived.values()]
    .flat()
    .filter(({ programme }) => filter.programme == null || programme === filter.programme);
  const axes = axesOf(dimensions, schemes, picked, unavailable, context);
  const counted = countedKeys(groups.arrived, axes, today);
  const table = await protectTable(counted, axes, unavailable, context.partnerRequest.signal);

  const isNothingToCount = schemes.length === 0 && failed.length === 0;
  const listed = groupBy.map((one) => {
    const value = picked.get(one);
    return value === undefined ? (table.axes.get(one) ?? []) : [value];
  });
  const rows = isNothingToCount ? [] : combinationsOf(listed, ROWS_MAX);
  // An empty list would say that there are no vouchers, which is unknown while a fund is
  // unavailable.
  if (rows.length === 0 && failed.length > 0) return null;
  return {
    rows: rows.map((values) => ({
      keys: values.map((value, at) => keyOf(groupBy[at] ?? 'FUND', value, context)),
      count: table.countOf(
        dimensions.map((one) => picked.get(one) ?? values[groupBy.indexOf(one)] ?? ''),
      ),
    })),
    policy: POLICY.id,
    asOf: context.now.toISOString(),
    silent: partnerStatuses(loaders.partners.filter(({ id }) => unavailable.has(id))),
  };
}

function pickedBy({ from, to, region }: VoucherCountFilter, today: string): Picked {
  const picked = new Map<VoucherDimension, string>();
  const quarter = parsePeriod(from ?? null, to ?? null, today);
  if (quarter !== null) picked.set('QUARTER', quarter);
  if (region) picked.set('REGION', countedRegion(region));
  return picked;
}

function checkDimensions(groupBy: readonly VoucherDimension[], picked: Picked): void {
  const asked = groupBy.concat(picked.has('REGION') ? ['REGION'] : []);
  const beside = asked.filter((one) => one !== 'QUARTER').length;
  if (new Set(asked).size === asked.length && beside <= POLICY.dimensionsMax) return;
  throw codedError(
    'ARGUMENT_INVALID',
    `Cannot group by these dimensions: give at most ${POLICY.dimensionsMax} beside QUARTER, none of them twice; a region in the filter is one of them`,
  );
}

function axesOf(
  dimensions: readonly VoucherDimension[],
  schemes: readonly SchemeRecord[],
  picked: Picked,
  unavailable: ReadonlySet<string>,
  { loaders, today }: Context,
): Axes {
  const funds = loaders.partners.map(({ id }) => id);
  return new Map(
    dimensions.map((dimension) => {
      const values = expectedValues(dimension, { schemes, funds, unavailable, today });
      const value = picked.get(dimension);
      if (value === undefined || values.includes(value)) return [dimension, values];
      if (schemes.length === 0) return [dimension, [value]];
      throw dimension === 'REGION' ? invalidRegion() : invalidQuarter();
    }),
  );
}

function invalidQuarter(): Error {
  return codedError(
    'ARGUMENT_INVALID',
    'Cannot count in this quarter: the schemes were not open in it; give a quarter in which they were',
  );
}

function* countedKeys(
  arrived: ReadonlyMap<string, readonly CountedGroup[]>,
  axes: Axes,
  today: string,
): Generator<CountedKeys> {
  const regions = regionByMunicipality(axes.get('REGION') ?? [], today);
  for (const [fund, groups] of arrived) {
    for (const { values, count: own } of groups) {
      const left = [...values];
      const keys = [...axes.keys()].map((dimension) => {
        if (dimension === 'FUND') return fund;
        const value = left.shift() ?? null;
        if (dimension === 'REGION') return regions.get(value ?? '') ?? ELSEWHERE;
        return value ?? 'UNKNOWN';
      });
      yield { keys, count: own };
    }
  }
}

function keyOf(dimension: VoucherDimension, value: string, { loaders }: Context) {
  const fund = loaders.partners.find(({ id }) => id === value);
  return { dimension, value, label: fund?.name ?? labelOf(dimension, value) };
}

/**
 * The code of the arbeidsmarktregio in a filter of counts. Regions of that kind do not overlap,
 * while a province and an arbeidsmarktregio can differ by a single municipality; so other kinds
 * throw.
 */
function countedRegion(region: RegionArgument): string {
  const [first, ...others] = foundRegions(findRegionsByInput(region));
  if (first?.kind === 'ARBEIDSMARKTREGIO' && others.length === 0) return first.code;
  throw invalidRegion();
}

/** For a region of another kind, and for one that the schemes are not for. */
function invalidRegion(): Error {
  return codedError(
    'ARGUMENT_INVALID',
    'Cannot count in this region: give the kind ARBEIDSMARKTREGIO and the code or name of one that the schemes are meant for, or group by REGION instead',
  );
}
