import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import DataLoader from 'dataloader';
import {
  askAll,
  askPartner,
  gatherResults,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import { askByPartner } from '../kit/partners/ask-by-partner.ts';
import { mergePages, type Direction, type MergedPage } from '../kit/paging/merge-pages.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { DeclarationRecord, SchemeRecord, VoucherRecord } from './records.ts';
import { mondayOf } from './scheme-rules.ts';
import type { CountedGroup, FundSource, VoucherRow } from './source.ts';
import type { CountedDimension, VoucherSelection } from './sql.ts';

/** A connected fund. */
export type Fund = ConnectedPartner<{
  /** Where a person applies for a voucher, if the partner list has it. */
  readonly applyAt: string | null;
  readonly source: FundSource;
}>;

/** A voucher by the fund that issued it. */
export interface VoucherKey {
  readonly partner: string;
  readonly number: string;
}

/** Batches the calls of one request: one statement per fund and loader. */
export interface FundsLoaders {
  /** `null` when the fund does not hold it, or is unknown. */
  readonly voucher: DataLoader<VoucherKey, PartnerResult<VoucherRecord | null>, string>;
  readonly declarations: DataLoader<
    VoucherKey,
    PartnerResult<readonly DeclarationRecord[]>,
    string
  >;
  /** All schemes of one fund. */
  readonly schemesOf: DataLoader<string, PartnerResult<readonly SchemeRecord[]>>;
  /** All schemes of all funds. */
  allSchemes(): Promise<PartnerResults<readonly SchemeRecord[]>>;
  voucherPage(request: VoucherPageRequest): Promise<MergedPage<VoucherRow>>;
  counts(
    selection: VoucherSelection,
    dimensions: readonly CountedDimension[],
  ): Promise<PartnerResults<readonly CountedGroup[]>>;
  ping(): Promise<PartnerResults<void>>;
  readonly partners: readonly Fund[];
}

export type Context = SubgraphContext<FundsLoaders>;

export interface VoucherPageRequest {
  /** `null` for all funds. */
  readonly partnerIds: readonly string[] | null;
  readonly selection: VoucherSelection;
  readonly direction: Direction;
  readonly first: number;
  readonly start: Positions;
}

export function createFundsLoaders(
  funds: readonly Fund[],
  { partnerRequest: request, today }: RequestContext,
): FundsLoaders {
  const weekStart = mondayOf(today);
  const schemesOf = new DataLoader<string, PartnerResult<readonly SchemeRecord[]>>(
    async (fundIds) =>
      Promise.all(
        fundIds.map((id) => {
          const fund = funds.find((one) => one.id === id);
          if (fund === undefined)
            return Promise.resolve({ isUnavailable: false, value: [] } as const);
          return askPartner(fund, (one, call) => one.source.schemes(weekStart, call), request);
        }),
      ),
  );

  return {
    partners: funds,
    voucher: new DataLoader(
      (keys) =>
        askByPartner(funds, keys, request, async (fund, group, call) => {
          const numbers = group.map((key) => key.number);
          const records = await fund.source.vouchersByNumber(numbers, call);
          const byNumber = new Map(records.map((record) => [record.number, record]));
          return numbers.map((number) => byNumber.get(number) ?? null);
        }).then((results) =>
          results.map((result) => result ?? { isUnavailable: false, value: null }),
        ),
      { cacheKeyFn: textOf },
    ),
    declarations: new DataLoader(
      (keys) =>
        askByPartner(funds, keys, request, async (fund, group, call) => {
          const numbers = group.map((key) => key.number);
          const records = await fund.source.declarations(numbers, call);
          return numbers.map((number) => records.filter((record) => record.number === number));
        }).then((results) =>
          results.map((result) => result ?? { isUnavailable: false, value: [] }),
        ),
      { cacheKeyFn: textOf },
    ),
    schemesOf,
    allSchemes: async () => {
      const ids = funds.map((fund) => fund.id);
      return gatherResults(ids, await Promise.all(ids.map((id) => schemesOf.load(id))));
    },
    voucherPage: async ({ partnerIds, selection, direction, first, start }) => {
      const limit = first + 1;
      const results = await askAll(
        funds.filter(({ id }) => partnerIds === null || partnerIds.includes(id)),
        (fund, call) => {
          const after = start[fund.id];
          return fund.source.voucherPage({ selection, after, direction, limit }, call);
        },
        request,
      );
      return mergePages(results, start, first, direction);
    },
    counts: (selection, dimensions) =>
      askAll(funds, (fund, call) => fund.source.counts(selection, dimensions, call), request),
    ping: () => askAll(funds, (fund, call) => fund.source.ping(call), request),
  };
}

function textOf(key: VoucherKey): string {
  return `${key.partner}:${key.number}`;
}
