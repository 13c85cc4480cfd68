import { askPartner, type PartnerResult, type Reachable } from './ask-partner.ts';
import type { PartnerCall, PartnerRequest } from './partner-request.ts';
import { PartnerFault } from './partner-fault.ts';

/**
 * Resolves many keys with one call of `ask` per partner, which gets the keys of that partner and returns
 * values in their order. The result is in the order of `keys`; null for a key of an unknown partner.
 */
export async function askByPartner<
  P extends Reachable,
  Key extends { readonly partner: string },
  Value,
>(
  partners: readonly P[],
  keys: readonly Key[],
  request: PartnerRequest,
  ask: (partner: P, keys: readonly Key[], call: PartnerCall) => Promise<readonly Value[]>,
): Promise<readonly (PartnerResult<Value> | null)[]> {
  const results = Array.from({ length: keys.length }, (): PartnerResult<Value> | null => null);
  await Promise.all(
    partners.map(async (partner) => {
      const positions = [...keys.keys()].filter((index) => keys[index]?.partner === partner.id);
      if (positions.length === 0) return;
      const own = positions.map((index) => keys[index] as Key);
      const askOwn = async (one: P, call: PartnerCall) => {
        const values = await ask(one, own, call);
        if (values.length === own.length) return values;
        throw new PartnerFault('garbled', { reason: 'result' });
      };
      const result = await askPartner(partner, askOwn, request);
      for (const [index, position] of positions.entries()) {
        results[position] = result.isUnavailable
          ? result
          : { isUnavailable: false, value: result.value[index] as Value };
      }
    }),
  );
  return results;
}
