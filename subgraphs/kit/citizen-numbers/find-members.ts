import { z } from 'zod';
import { isObject } from '../../../core/structures/is-object.ts';
import type { JsonPartner } from '../partners/json-partner.ts';
import { PartnerFault } from '../partners/partner-fault.ts';
import type { PartnerCall } from '../partners/partner-request.ts';
import { shapeOf } from '../partners/shape-fault.ts';
import { eachInTurns } from '../turns/in-turns.ts';
import { bucketOf, isTokenOf } from './membership-token.ts';

const EXPECTED = 'expected the path of its membership endpoint, such as /llo/membership, or none';

/** In an entry of the partner list: the path of the endpoint, or that there is none. */
export const membershipField = z.string({ error: EXPECTED }).regex(/^(none|\/\S*)$/, EXPECTED);

/** Returns which of these tokens of a quarter the partner holds. */
export type FindMembers = (
  quarter: string,
  tokens: readonly string[],
  call: PartnerCall,
) => Promise<ReadonlySet<string>>;

/** More buckets are several requests, one after another. */
const BUCKETS_MAX = 256;
/** More than there are valid numbers in a bucket. */
const TOKENS_MAX = 25_000;

const response = z.object({ tokens: z.custom<Readonly<Record<string, unknown>>>(isObject) });

/**
 * The client of a membership endpoint (docs/membership.md): only buckets are sent. The tokens of the partner's people
 * are compared here and forgotten. Null for a partner without the endpoint.
 */
export function createMemberFinder(
  partner: JsonPartner,
  membership: string | undefined,
): FindMembers | null {
  if (membership === undefined || membership === 'none') return null;
  return async (quarter, tokens, call) => {
    const wanted = new Set(tokens);
    const members = new Set<string>();
    const all = [...new Set(tokens.map(bucketOf))].toSorted();
    for (let start = 0; start < all.length; start += BUCKETS_MAX) {
      const buckets = all.slice(start, start + BUCKETS_MAX);
      const held = (await partner.ask(membership, { quarter, buckets }, response, call)).tokens;
      for (const bucket of buckets) {
        const list = Object.hasOwn(held, bucket) ? held[bucket] : undefined;
        if (!Array.isArray(list) || list.length > TOKENS_MAX) throw wrongShape('tokens.*', list);
        const compare = (token: unknown) => {
          if (!isTokenOf(token, bucket)) throw wrongShape('tokens.*.*', token);
          if (wanted.has(token)) members.add(token);
        };
        await eachInTurns(list, compare, call.signal);
      }
    }
    return members;
  };
}

function wrongShape(field: string, value: unknown): PartnerFault {
  return new PartnerFault('garbled', { reason: 'shape', fields: [`${field}: ${shapeOf(value)}`] });
}
