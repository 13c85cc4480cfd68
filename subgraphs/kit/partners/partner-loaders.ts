/** Loaders that ask each partner once for all keys of a batch. */
import DataLoader from 'dataloader';
import { arrived, askPartner, type PartnerResult, type Reachable } from './ask-partner.ts';
import type { Catalogue } from './catalogue.ts';
import type { PartnerCall, PartnerRequest } from './partner-request.ts';

/** A record by the partner that holds it and the partner's own number of it. */
export interface RecordKey {
  readonly partner: string;
  readonly number: string;
}

/**
 * A loader by numbers of records. Each partner gets its own numbers in one call of `ask`. The value is
 * `missing` for a number that is not in the result, and for an unknown partner.
 */
export function createRecordLoader<P extends Reachable, Value>(
  partners: readonly P[],
  request: PartnerRequest,
  missing: Value,
  ask: (
    partner: P,
    numbers: readonly string[],
    call: PartnerCall,
  ) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<RecordKey, PartnerResult<Value>, string> {
  const askOne = async (partner: P, keys: readonly RecordKey[]) => {
    const numbers = keys.filter((key) => key.partner === partner.id).map(({ number }) => number);
    if (numbers.length === 0) return null;
    return askPartner(partner, (one, call) => ask(one, numbers, call), request);
  };
  return new DataLoader(
    async (keys) => {
      const results = await Promise.all(partners.map((partner) => askOne(partner, keys)));
      const resultOf = new Map(partners.map(({ id }, index) => [id, results[index]]));
      return keys.map(({ partner, number }) => {
        const result = resultOf.get(partner);
        if (result?.isUnavailable) return result;
        return arrived(result?.value.get(number) ?? missing);
      });
    },
    { cacheKeyFn: ({ partner, number }) => `${partner}:${number}` },
  );
}

/** Records by their own number. */
export function byNumber<Content extends { readonly number: string }>(
  records: readonly Content[],
): ReadonlyMap<string, Content> {
  return new Map(records.map((record) => [record.number, record]));
}

/** The public list of each partner, by partner id; empty for an unknown partner. */
export interface ListLoader<Item> {
  load(partner: string): Promise<PartnerResult<readonly Item[]>>;
  /** When the list of a partner was read; null where that was for this request. */
  readAt(partner: string | undefined): Date | null;
}

/** Asks each catalogue once a request, so that all fields of the request see the same list. */
export function createListLoader<P extends Reachable, Item>(
  partners: readonly P[],
  request: PartnerRequest,
  catalogueOf: (partner: P) => Catalogue<Item>,
  variant?: string,
): ListLoader<Item> {
  const results = new Map<string, Promise<PartnerResult<readonly Item[]>>>();
  const dates = new Map<string, Date | null>();
  const ask = async (id: string): Promise<PartnerResult<readonly Item[]>> => {
    const partner = partners.find((one) => one.id === id);
    if (partner === undefined) return arrived([]);
    const result = await catalogueOf(partner).ask(partner, request, variant);
    if (result.isUnavailable) return result;
    dates.set(id, result.value.readAt);
    return arrived(result.value.items);
  };
  return {
    load: (id) => {
      const known = results.get(id);
      if (known !== undefined) return known;
      const result = ask(id);
      results.set(id, result);
      return result;
    },
    readAt: (id = '') => dates.get(id) ?? null,
  };
}
