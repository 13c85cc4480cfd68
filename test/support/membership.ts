/** The membership endpoint of a partner that a test fakes: docs/membership.md. */
import { memberToken, membershipKeyOf } from '../../mocks/membership.ts';

/** The quarter of the test day. */
const QUARTER = '2026Q4';

/** The token of a person at a partner of the demo, on the test day. */
export function tokenAt(partner: string, number: string): string {
  return memberToken(membershipKeyOf(partner), QUARTER, number);
}

/** The bucket of a person at a partner of the demo, on the test day. */
export function bucketAt(partner: string, number: string): string {
  return tokenAt(partner, number).slice(0, 3);
}

/** What a partner of the demo that holds these people answers when it is asked for their buckets. */
export function membershipOf(partner: string, ...numbers: readonly string[]) {
  const tokens: Record<string, string[]> = {};
  for (const number of numbers)
    (tokens[bucketAt(partner, number)] ??= []).push(tokenAt(partner, number));
  return { tokens };
}
