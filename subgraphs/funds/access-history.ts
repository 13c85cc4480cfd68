import type { LookupNode } from '../kit/audit/access-history-models.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { invalidPerson } from '../kit/ids/person-reference.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { FundsLoaders } from './loaders.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<FundsLoaders>;

export interface VoucherLookupsNode {
  readonly person: string;
  /** The person's vouchers as the schools know them, by id; null when no school could be asked. */
  readonly vouchers: readonly string[] | null;
}

/** More vouchers of one person are a mistake of a school, and each is looked for in the whole log. */
const VOUCHERS_MAX = 200;

/**
 * Someone's vouchers, from the schools. A fund holds no key of persons, so it compares: the id must be the
 * one that the context names.
 */
export function resolveAccessHistory(
  { person, vouchers }: Representation,
  { principal }: Context,
): VoucherLookupsNode {
  if (principal?.subject === undefined || principal.subject !== person) throw invalidPerson();
  return {
    person: principal.subject,
    vouchers: Array.isArray(vouchers) ? vouchers.map(idOf) : null,
  };
}

/** `Lookups.funds`: of all these vouchers, with one reading of the log. */
export async function lookupsOfVouchers(
  { vouchers }: VoucherLookupsNode,
  _: unknown,
  { ids, accessHistoryOf }: Context,
): Promise<readonly LookupNode[] | null> {
  if (vouchers === null) return null;
  if (vouchers.length > VOUCHERS_MAX) {
    throw codedError(
      'TOO_LARGE',
      `Cannot look for more than ${VOUCHERS_MAX} vouchers of one person`,
    );
  }
  const subjects = [...new Set(vouchers)].map((id) => {
    const [fund, number] = ids.openPair('llo-voucher/v1', id);
    return { type: 'voucher' as const, partner: fund, text: `${fund}:${number}` };
  });
  return await accessHistoryOf(subjects);
}

function idOf(voucher: unknown): string {
  const isKey = typeof voucher === 'object' && voucher !== null && 'id' in voucher;
  return isKey ? String(voucher.id) : '';
}
