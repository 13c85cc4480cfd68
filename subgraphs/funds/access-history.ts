import { isObject } from '../../core/structures/is-object.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { invalidPerson } from '../kit/ids/person-reference.ts';
import type { ResolveReference } from '../kit/subgraph/entity-references.ts';
import type { Context } from './loaders.ts';
import type { LookupsModel } from './models.ts';
import type { LookupsResolvers } from './resolver-types.ts';

/** More vouchers of one person are a mistake of a school; each costs a search of the whole log. */
const VOUCHERS_MAX = 200;

/**
 * The person's vouchers, as the gateway got them from the schools. A fund holds no key of person ids,
 * so the id is not decrypted but compared to the one in the signed context.
 */
export const resolveAccessHistory: ResolveReference<Context, LookupsModel> = (
  { person, vouchers },
  { principal },
) => {
  if (principal?.subject === undefined || principal.subject !== person) throw invalidPerson();
  return {
    person: principal.subject,
    vouchers: Array.isArray(vouchers) ? vouchers.map(idOf) : null,
  };
};

/** `Lookups.funds`: of all these vouchers, in one read of the log. */
export const lookupsOfVouchers: LookupsResolvers['funds'] = (
  { vouchers },
  _,
  { ids, accessHistoryOf },
) => {
  if (vouchers === null) return null;
  if (vouchers.length > VOUCHERS_MAX) {
    throw codedError(
      'TOO_LARGE',
      `Cannot look for more than ${VOUCHERS_MAX} vouchers of one person`,
    );
  }
  const subjects = [...new Set(vouchers)].map((id) => {
    const [fund, number] = ids.decryptPair('llo-voucher/v1', id);
    return { type: 'voucher' as const, partner: fund, text: `${fund}:${number}` };
  });
  return accessHistoryOf(subjects);
};

function idOf(voucher: unknown): string {
  return isObject(voucher) && 'id' in voucher ? String(voucher['id']) : '';
}
