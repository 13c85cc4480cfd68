import type { GraphQLResolveInfo } from 'graphql';
import { mapArrived } from '../kit/partners/ask-partner.ts';
import { checkPartners } from '../kit/partners/check-partner-ids.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import type { Direction } from '../kit/paging/merge-pages.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { municipalitiesIn, type RegionInput } from '../kit/mapping/region-filter.ts';
import { valueOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { VoucherStatus, VoucherType, VoucherUse } from './layout.ts';
import type { FundsLoaders } from './loaders.ts';
import { asScheme, asVoucher, type SchemeNode, type VoucherNode } from './models.ts';
import { isOpenOn } from './scheme-rules.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<FundsLoaders>;

interface VouchersArguments {
  readonly filter?: {
    readonly programme?: string;
    readonly types?: readonly VoucherType[];
    readonly uses?: readonly VoucherUse[];
    readonly statuses?: readonly VoucherStatus[];
    readonly funds?: readonly string[];
    readonly region?: RegionInput;
    readonly issuedFrom?: string;
    readonly issuedTo?: string;
  } | null;
  readonly sort?: { readonly direction: Direction } | null;
  readonly first: number;
  readonly after?: string | null;
}

/** `voucher(id:)`: a well-formed id that nobody holds is null without an error. */
export async function findVoucher(
  _: unknown,
  { id }: { readonly id: string },
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<VoucherNode | null> {
  const [partner, number] = context.ids.openPair('llo-voucher/v1', id);
  const record = valueOrNull(
    await context.loaders.voucher.load({ partner, number }),
    context,
    path,
  );
  return record === null ? null : asVoucher(record, context, id);
}

/** `vouchers`: one page over all funds, by day of issue. */
export async function listVouchers(
  _: unknown,
  { filter, sort, first, after }: VouchersArguments,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<VoucherNode> | null> {
  const direction = sort?.direction ?? 'ASC';
  const { funds, region, ...selection } = filter ?? {};
  const scope = { field: 'vouchers', filter: filter ?? null, direction };
  const page = await context.loaders.voucherPage({
    fundIds: funds
      ? checkPartners(
          funds,
          context.loaders.funds.map((fund) => fund.id),
        )
      : null,
    selection: {
      ...selection,
      ...(region ? { municipalities: municipalitiesIn(region, context.today) } : {}),
    },
    direction,
    first: parseFirst(first),
    start: readCursor(context.cursors, scope, after),
  });
  context.failures.report(page.unavailable, path);
  return toConnection(page, ({ record }) => asVoucher(record, context), context.cursors, scope);
}

interface SchemesArguments {
  readonly filter?: { readonly programme?: string; readonly openOn?: string } | null;
  readonly first: number;
  readonly after?: string | null;
}

/** `voucherSchemes`: one page over all funds, the first to open first. */
export async function listSchemes(
  _: unknown,
  { filter, first, after }: SchemesArguments,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<SchemeNode> | null> {
  const scope = { field: 'voucherSchemes', filter: filter ?? null };
  const start = readCursor(context.publicCursors, scope, after);
  const schemes = mapArrived(await context.loaders.allSchemes(), (all) =>
    all
      .filter(({ programme }) => !filter?.programme || programme === filter.programme)
      .filter((scheme) => !filter?.openOn || isOpenOn(scheme, filter.openOn)),
  );
  const page = pageOfLists(schemes, start, parseFirst(first), (scheme) => [
    scheme.opensOn ?? '',
    scheme.code,
  ]);
  context.failures.report(page.unavailable, path);
  return toConnection(page, ({ record }) => asScheme(record), context.publicCursors, scope);
}

/** A voucher by its sealed id; the loader makes one statement a fund of all that are asked. */
export async function resolveVoucher(
  { id }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<VoucherNode> {
  const [partner, number] = context.ids.openPair('llo-voucher/v1', String(id));
  const result = await context.loaders.voucher.load({ partner, number });
  const record = valueOrNull(result, context, path);
  return record === null ? { id: String(id), record } : asVoucher(record, context, String(id));
}

/** A scheme by its public id. */
export async function resolveScheme(
  { id: given }: Representation,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<SchemeNode> {
  const id = String(given);
  const fund = id.slice(0, Math.max(0, id.indexOf(':')));
  const schemes = valueOrNull(await context.loaders.schemesOf.load(fund), context, path);
  return schemes?.map(asScheme).find((one) => one.id === id) ?? { id, record: null };
}
