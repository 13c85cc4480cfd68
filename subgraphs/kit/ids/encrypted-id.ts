import type { AesSiv } from './aes-siv.ts';
import type { KeySet } from './key-set.ts';
import type { IdContext } from '../context/read-context.ts';
import { padText, unpadText } from './padded-text.ts';

/** The type of what an id names; an id cannot be decrypted under another label. */
export type IdLabel =
  | 'llo-voucher/v1'
  | 'llo-trajectory/v1'
  | 'llo-enrolment/v1'
  | 'llo-coach/v1'
  | 'llo-employer/v1'
  | 'llo-person/v1'
  | 'llo-benefit/v1'
  | 'llo-employment/v1'
  | 'llo-cursor/v1'
  | 'llo-token/v1';

/** The label of ids in the audit log, which are bound to a partner; see `audit/subject-id.ts`. */
export type AuditLabel = 'llo-account/v1';

/**
 * Encrypts a text to an opaque id: AES-SIV (RFC 5297) of the padded text with four separate strings of
 * associated data, base64url without padding. The same text gives the same id within one consumer,
 * purpose and calendar quarter, and an unrelated id in any other. Throws for a text that does not fit.
 */
export function encryptId(
  label: IdLabel | AuditLabel,
  text: string,
  context: IdContext,
  keySet: KeySet,
  now: Date,
): string {
  return new IdWriter(label, context, keySet, now).write(text);
}

/**
 * The same for many texts: what they share is looked up once. A class, because functions that are made for each request
 * are compiled again after every garbage collection.
 */
export class IdWriter {
  readonly #label: IdLabel | AuditLabel;
  readonly #cipher: AesSiv;

  constructor(label: IdLabel | AuditLabel, context: IdContext, keySet: KeySet, now: Date) {
    this.#label = label;
    this.#cipher = cipherOf(label, context, quarterOf(now), keySet);
  }

  write(text: string): string {
    return this.#cipher.seal(padText(this.#label, text)).toString('base64url');
  }
}

/**
 * Decrypts an id of this quarter or the one before; `null` when it belongs to another label,
 * consumer, purpose or older quarter, or is not an id.
 */
export function decryptId(
  label: IdLabel | AuditLabel,
  id: string,
  context: IdContext,
  keySet: KeySet,
  now: Date,
): string | null {
  if (!/^[A-Za-z0-9_-]{22,8000}$/.test(id)) return null;
  const bytes = Buffer.from(id, 'base64url');
  // Only the canonical encoding is accepted, so that one text has one id.
  if (bytes.toString('base64url') !== id) return null;
  for (const quarter of [quarterOf(now), quarterBefore(now)]) {
    if (!keySet.has(quarter)) continue;
    const padded = cipherOf(label, context, quarter, keySet).open(bytes);
    if (padded !== null) return unpadText(label, padded);
  }
  return null;
}

/** The calendar quarter in UTC, such as `2026Q4`. */
export function quarterOf(now: Date): string {
  return `${now.getUTCFullYear()}Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
}

function quarterBefore(now: Date): string {
  return quarterOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3, 1)));
}

function cipherOf(
  label: IdLabel | AuditLabel,
  { consumer, purpose }: IdContext,
  quarter: string,
  keySet: KeySet,
) {
  return keySet.cipherOf(quarter, [label, consumer, purpose, quarter]);
}
