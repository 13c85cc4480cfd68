import { createListIndex } from '../kit/mapping/list-index.ts';
import {
  arrived,
  askAll,
  gatherResults,
  notOffered,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import type { Catalogue } from '../kit/partners/catalogue.ts';
import type { ConnectedPartner, ConnectedPartners } from '../kit/partners/connect-partners.ts';
import {
  byNumber,
  createListLoader,
  createRecordLoader,
  type RecordKey,
} from '../kit/partners/partner-loaders.ts';
import { mergePages, type Direction, type PlacedRow } from '../kit/paging/merge-pages.ts';
import { rowsByDay } from '../kit/paging/rows-by-day.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import { mapInTurns, sortInTurns } from '../kit/turns/in-turns.ts';
import { byOpening, voucherId } from './models.ts';
import type { DeclarationRecord, SchemeRecord, VoucherRecord } from './records.ts';
import { budgetDayOf } from './scheme-rules.ts';
import type { FundSource, VoucherRow } from './source.ts';
import type { VoucherSelection } from './sql.ts';

/** A connected fund. */
export type Fund = ConnectedPartner<{
  /** The OIN of its organisation, by which its voucher desk is known as a client; nobody is without one. */
  readonly oin: string | undefined;
  readonly schemes: Catalogue<SchemeRecord>;
  readonly source: FundSource;
}>;

/** All connected funds. */
export interface Funds extends ConnectedPartners<Fund> {
  /** The quarter of the newest release of statistics; undefined while there is none. */
  readonly newestRelease: () => string | undefined;
}

export type FundsLoaders = ReturnType<typeof createFundsLoaders>;

export type Context = SubgraphContext<FundsLoaders>;

interface VoucherPageRequest {
  readonly partners: readonly Fund[];
  readonly selection: VoucherSelection;
  readonly direction: Direction;
  readonly first: number;
  readonly start: Positions;
  /** Whether the enrolments of the vouchers are asked for too. */
  readonly withDeclarations: boolean;
}

const VOUCHERS_READ_MAX = 1_000;

/** Outside the function of a request, so that it stays compiled between two requests. */
const readRow = ({
  record,
  declarations,
  partner,
  sortValue,
  tie,
  position,
}: VoucherRow & PlacedRow) => ({
  partner,
  sortValue,
  tie,
  position,
  record: record(),
  declared: declarations(),
});

const declarationsByNumber = createListIndex<DeclarationRecord>(({ number }) => number);

/** Batches the calls of one request: one statement per fund and loader. */
export function createFundsLoaders(
  { partners: funds, newestRelease }: Funds,
  { partnerRequest: request, today, ids, principal }: RequestContext,
) {
  const budgetDay = budgetDayOf(today, newestRelease());
  const schemesOf = createListLoader(funds, request, ({ schemes }) => schemes, budgetDay);
  const declarations = createRecordLoader<Fund, readonly DeclarationRecord[]>(
    funds,
    request,
    [],
    async (fund, numbers, call) => {
      const all = await fund.source.declarations(numbers, call);
      return new Map(numbers.map((one) => [one, declarationsByNumber(all, one)]));
    },
  );
  const schemesAt = (some: readonly Fund[]) => gatherResults(some, ({ id }) => schemesOf.load(id));
  const allSchemes = () => schemesAt(funds);
  const sortSchemes = async (): Promise<PartnerResults<readonly SchemeRecord[]>> => {
    const results = await allSchemes();
    const all = [...results.arrived.values()].flat();
    const inOrder = await sortInTurns(all, byOpening, request.signal);
    return { arrived: new Map([['all', inOrder]]), unavailable: results.unavailable };
  };
  let sorted: ReturnType<typeof sortSchemes> | undefined;
  const vouchers = createRecordLoader<Fund, VoucherRecord | null>(
    funds,
    request,
    null,
    async (fund, numbers, call) => byNumber(await fund.source.vouchersByNumber(numbers, call)),
  );
  const ownFunds = funds.filter(({ oin }) => oin !== undefined && oin === principal?.consumer);
  return {
    partners: funds,
    /** `null` when the fund does not hold it, or is unknown. */
    voucher: vouchers,
    /** By the fund's own number, at the funds of the organisation in the token; the others are not asked. */
    ownVoucher: (number: string): Promise<PartnerResults<VoucherRecord | null>> =>
      gatherResults(ownFunds, ({ id }) => vouchers.load({ partner: id, number })),
    declarations: (voucher: RecordKey): Promise<PartnerResult<readonly DeclarationRecord[]>> => {
      const fund = funds.find(({ id }) => id === voucher.partner);
      if (fund === undefined || fund.source.hasDeclarations) return declarations.load(voucher);
      return Promise.resolve({ isUnavailable: true, unavailable: notOffered(fund) });
    },
    /** All schemes of one fund. */
    schemesOf,
    /** All schemes of some funds; the others are not asked. */
    schemesAt,
    /** All schemes of all funds. */
    allSchemes,
    /** The same as one list in the order of opening, sorted once for all fields of a request. */
    schemesInOrder: () => (sorted ??= sortSchemes()),
    voucherPage: async (page: VoucherPageRequest) => {
      const { partners, selection, direction, first, start, withDeclarations } = page;
      const results = await askAll(
        funds.filter((fund) => partners.includes(fund)),
        async ({ id, source }, call) => {
          const reading = source.readVouchers(call);
          const rows = await rowsByDay(
            start[id],
            first + 1,
            (after, limit, enough) =>
              reading.page({ selection, after, direction, limit, enough, withDeclarations }),
            {
              direction,
              readMax: VOUCHERS_READ_MAX,
              dayOf: ({ sortKey: [issuedOn] }) => issuedOn,
              idOf: ({ partner, sortKey: [, number] }) => voucherId({ partner, number }, ids),
            },
          );
          const read = await mapInTurns(rows, readRow, call.signal);
          reading.end();
          return read;
        },
        request,
      );
      const merged = mergePages(results, start, first, direction);
      for (const { record, declared } of merged.rows) {
        if (declared !== null) declarations.prime(record, arrived(declared));
      }
      return merged;
    },
  };
}
