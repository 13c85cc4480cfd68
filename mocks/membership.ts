/** The membership endpoint of a partner of the demo, as docs/membership.md tells it. */
import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../core/config/project-root.ts';

export const MEMBERSHIP_PATH = '/llo/membership';

const membershipRequest = z.strictObject({
  quarter: z.string().regex(/^\d{4}Q[1-4]$/),
  buckets: z.array(z.string().regex(/^[0-9a-f]{3}$/)).max(256),
});

interface MembershipResponse extends Readonly<Record<string, unknown>> {
  readonly tokens: Readonly<Record<string, readonly string[]>>;
}

/**
 * Handles the body of a request; throws for one that it cannot read. `numbers` are of the people it holds; the key is
 * that of the demo unless another is given.
 */
export function createMembership(
  partner: string,
  numbers: Iterable<string>,
  key = membershipKeyOf(partner),
): (body: unknown) => MembershipResponse {
  const all = [...numbers];
  /** By quarter and bucket. A partner with many people makes this once a quarter. */
  const held = new Map<string, Map<string, string[]>>();
  const tokensOf = (quarter: string) => {
    const found = held.get(quarter);
    if (found !== undefined) return found;
    const tokens = new Map<string, string[]>();
    for (const number of all) {
      const token = memberToken(key, quarter, number);
      const bucket = token.slice(0, 3);
      tokens.set(bucket, [...(tokens.get(bucket) ?? []), token]);
    }
    held.clear();
    held.set(quarter, tokens);
    return tokens;
  };
  return (body) => {
    const { quarter, buckets } = membershipRequest.parse(body);
    const tokens = tokensOf(quarter);
    return { tokens: Object.fromEntries(buckets.map((one) => [one, tokens.get(one) ?? []])) };
  };
}

/** The token of a person, of which the first three digits are the bucket. */
export function memberToken(key: Uint8Array, quarter: string, number: string): string {
  const message = `llo-membership/v1 ${quarter} ${number}`;
  return createHmac('sha256', key).update(message).digest('hex').slice(0, 32);
}

/** A real partner gets its key from the operator (`vakgraaf partner membership-key`); that of the demo is public. */
export function membershipKeyOf(partner: string): Uint8Array {
  const file = join(projectRoot(), 'mocks/demo-keys/person.key.json');
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { any: string } };
  const personKey = Buffer.from(keys.any, 'base64url');
  return new Uint8Array(hkdfSync('sha256', personKey, '', `llo-membership/v1 ${partner}`, 32));
}
