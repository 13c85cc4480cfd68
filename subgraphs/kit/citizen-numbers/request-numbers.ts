import type { GraphQLResolveInfo } from 'graphql';
import { createNumberSearch, type NumberSearch } from './find-numbers.ts';
import { createFindSenders } from './find-senders.ts';
import { createKnownNumbers, type KnownNumbers } from './known-numbers.ts';
import type { PartnerTraffic } from '../partners/partner-request.ts';
import type { Failures } from '../partners/failures.ts';

/** The citizen numbers of one request, and what was withheld because of them. */
export interface RequestNumbers {
  readonly known: KnownNumbers;
  readonly search: NumberSearch;
  /** Reports the partners that sent these numbers at the field whose value is withheld. */
  withhold(numbers: readonly string[], info: Place): void;
  /** The fields whose value was withheld, for the log. */
  withheld(): readonly WithheldField[];
}

export type Place = Pick<GraphQLResolveInfo, 'path' | 'parentType' | 'fieldName'>;

export interface WithheldField {
  readonly field: string;
  /** Null where no partner's response holds the number as it is in the value. */
  readonly partner: string | null;
}

export function createRequestNumbers(
  traffic: PartnerTraffic,
  kind: string,
  failures: Failures,
): RequestNumbers {
  const known = createKnownNumbers();
  const findSenders = createFindSenders(traffic, known);
  const withheld = new Map<string, WithheldField>();
  return {
    known,
    search: createNumberSearch(known),
    withhold(numbers, { path, parentType, fieldName }) {
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
    withheld: () => [...withheld.values()],
  };
}
