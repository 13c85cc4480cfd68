import type { GraphQLResolveInfo } from 'graphql';
import { createNumberSearch, findNumbers } from './find-numbers.ts';
import { createKnownNumbers, type KnownNumbers } from './known-numbers.ts';
import type { PartnerTraffic } from '../partners/partner-request.ts';
import type { Failures } from '../partners/failures.ts';
import { shapeOf } from '../partners/shape-fault.ts';
import { eachInTurns } from '../turns/in-turns.ts';
import { textsIn } from './texts-in.ts';

export type RequestNumbers = ReturnType<typeof createRequestNumbers>;

type FieldPlace = Pick<GraphQLResolveInfo, 'path' | 'parentType' | 'fieldName'>;

type Withheld = readonly [numbers: readonly string[], place: FieldPlace, shape: string];

interface WithheldField {
  readonly field: string;
  /** What stood there, such as `text of 20`; never the value. */
  readonly shape: string;
  /** Null where no partner's response holds the number as it is in the value. */
  readonly partner: string | null;
}

/** The citizen numbers of one request, and what was withheld because of them. */
export function createRequestNumbers(traffic: PartnerTraffic, kind: string, failures: Failures) {
  const known = createKnownNumbers();
  const search = createNumberSearch(known);
  const withheld: Withheld[] = [];
  return {
    known,
    search,
    /** Notes that the value of a field is withheld because of these numbers. */
    withhold: (numbers: readonly string[], place: FieldPlace, shape: string) =>
      void withheld.push([numbers, place, shape]),
    /**
     * Whether one partner's text, with which another partner is asked once it is an id, holds a citizen number; it is then
     * withheld. Most requests know no number, so that any valid one counts.
     */
    isWithheld: (text: string, place: FieldPlace): boolean => {
      const found = findNumbers(text, 'case code', search);
      if (found.length > 0) withheld.push([found, place, shapeOf(text)]);
      return found.length > 0;
    },
    /**
     * Reports the partners that sent what was withheld, each at its field. Returns the fields, for the log. To be
     * called when all fields are resolved.
     */
    async reportWithheld(signal?: AbortSignal): Promise<readonly WithheldField[]> {
      const fields = new Map<string, WithheldField>();
      if (withheld.length === 0) return [];
      const sendersOf = await sendersIn(traffic, known, signal);
      const report = ([numbers, { path, parentType, fieldName }, shape]: Withheld) => {
        const senders = new Set(numbers.flatMap((number) => [...(sendersOf.get(number) ?? [])]));
        const partners = senders.size > 0 ? [...senders] : [null];
        failures.report(
          partners.map((partner) => ({ partner, kind, fault: 'garbled' })),
          path,
        );
        for (const partner of partners) {
          const field = `${parentType.name}.${fieldName}`;
          fields.set(`${partner ?? ''} ${field}`, { field, shape, partner });
        }
      };
      await eachInTurns(withheld, report, signal);
      return [...fields.values()];
    },
  };
}

/** The partners that sent each number in the responses of one request. */
async function sendersIn(
  traffic: PartnerTraffic,
  known: KnownNumbers,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const sendersOf = new Map<string, Set<string>>();
  const search = createNumberSearch(known);
  for (const { partner, value } of traffic.responses()) {
    const addSender = (text: string) => {
      for (const number of findNumbers(text, 'text', search)) {
        const senders = sendersOf.get(number) ?? new Set();
        sendersOf.set(number, senders.add(partner));
      }
    };
    await eachInTurns(textsIn(value), addSender, signal);
  }
  return sendersOf;
}
