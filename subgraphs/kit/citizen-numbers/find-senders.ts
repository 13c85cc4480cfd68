import type { PartnerTraffic } from '../partners/partner-request.ts';
import { createNumberSearch, findNumbers } from './find-numbers.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { textsIn } from './texts-in.ts';

/** The partners that sent one of these numbers in this request. */
export type FindSenders = (numbers: readonly string[]) => readonly string[];

/**
 * Searches the responses of partners, each once for all numbers, and only after a first number was
 * found.
 */
export function createFindSenders(traffic: PartnerTraffic, known: KnownNumbers): FindSenders {
  const sendersOf = new Map<string, Set<string>>();
  const search = createNumberSearch(known);
  let searchedCount = 0;

  return function findSenders(numbers) {
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
