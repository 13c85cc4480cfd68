import type { GraphQLResolveInfo } from 'graphql';
import { createNumberSearch, findNumbers } from './find-numbers.ts';
import { createKnownNumbers, type KnownNumbers } from './known-numbers.ts';
import type { PartnerTraffic } from '../partners/partner-request.ts';
import type { Failures } from '../partners/failures.ts';
import { textsIn } from './texts-in.ts';

export type RequestNumbers = ReturnType<typeof createRequestNumbers>;

type FieldPlace = Pick<GraphQLResolveInfo, 'path' | 'parentType' | 'fieldName'>;

interface WithheldField {
  readonly field: string;
  /** Null where no partner's response holds the number as it is in the value. */
  readonly partner: string | null;
}

/** The citizen numbers of one request, and what was withheld because of them. */
export function createRequestNumbers(traffic: PartnerTraffic, kind: string, failures: Failures) {
  const known = createKnownNumbers();
  const findSenders = createFindSenders(traffic, known);
  const withheld = new Map<string, WithheldField>();
  return {
    known,
    search: createNumberSearch(known),
    /** Reports the partners that sent these numbers at the field whose value is withheld. */
    withhold(numbers: readonly string[], { path, parentType, fieldName }: FieldPlace) {
      const senders = findSenders(numbers);
      const partners = senders.length > 0 ? senders : [null];
      failures.report(
        partners.map((partner) => ({ partner, kind, fault: 'garbled' })),
        path,
      );
      for (const partner of partners) {
        const field = `${parentType.name}.${fieldName}`;
        withheld.set(`${partner ?? ''} ${field}`, { field, partner });
      }
    },
    /** The fields whose value was withheld, for the log. */
    withheld: () => [...withheld.values()],
  };
}

/**
 * Finds the partners that sent one of some numbers in this request. Searches their responses each once
 * for all numbers, and only after a first number was found.
 */
function createFindSenders(traffic: PartnerTraffic, known: KnownNumbers) {
  const sendersOf = new Map<string, Set<string>>();
  const search = createNumberSearch(known);
  let searchedCount = 0;

  return function findSenders(numbers: readonly string[]): readonly string[] {
    const results = traffic.responses();
    for (const { partner, value } of results.slice(searchedCount)) {
      for (const text of textsIn(value)) {
        for (const number of findNumbers(text, 'text', search)) {
          const senders = sendersOf.get(number) ?? new Set();
          sendersOf.set(number, senders.add(partner));
        }
      }
    }
    searchedCount = results.length;
    return [...new Set(numbers.flatMap((number) => [...(sendersOf.get(number) ?? [])]))];
  };
}
