/** How to report a vulnerability (RFC 9116). */

const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

/** Null without a contact. */
export function securityTxt(contact: string | undefined, now: Date): string | null {
  if (contact === undefined) return null;
  const expires = new Date(now.getTime() + VALID_DAYS * DAY_MS).toISOString();
  return [
    `Contact: ${contact}`,
    `Expires: ${expires.slice(0, 10)}T00:00:00Z`,
    'Preferred-Languages: nl, en',
    '',
  ].join('\n');
}
