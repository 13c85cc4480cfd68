import { aessiv } from '@noble/ciphers/aes.js';
import type { KeySet } from './key-set.ts';
import type { IdContext } from '../context/read-context.ts';

/** The type of what an id names; an id cannot be decrypted under another label. */
export type IdLabel =
  | 'llo-voucher/v1'
  | 'llo-trajectory/v1'
  | 'llo-enrolment/v1'
  | 'llo-coach/v1'
  | 'llo-person/v1'
  | 'llo-benefit/v1'
  | 'llo-employment/v1'
  | 'llo-cursor/v1'
  | 'llo-token/v1';

/** The label of ids in the audit log, which are bound to a partner; see `audit/subject-id.ts`. */
export type AuditLabel = 'llo-account/v1';

const utf8 = new TextEncoder();

/**
 * Encrypts a text to an opaque id: AES-SIV (RFC 5297) with four separate strings of associated
 * data, base64url without padding. The same text gives the same id within one consumer, purpose and
 * calendar quarter, and an unrelated id in any other.
 */
export function encryptId(
  label: IdLabel | AuditLabel,
  text: string,
  context: IdContext,
  keySet: KeySet,
  now: Date,
): string {
  const quarter = quarterOf(now);
  const encrypted = cipher(label, context, quarter, keySet.keyOf(quarter)).encrypt(
    utf8.encode(text),
  );
  return Buffer.from(encrypted).toString('base64url');
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
  const bytes = new Uint8Array(Buffer.from(id, 'base64url'));
  // Only the canonical encoding is accepted, so that one text has one id.
  if (Buffer.from(bytes).toString('base64url') !== id) return null;
  for (const quarter of [quarterOf(now), quarterBefore(now)]) {
    const text = tryDecrypt(label, bytes, context, quarter, keySet);
    if (text !== null) return text;
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

function tryDecrypt(
  label: IdLabel | AuditLabel,
  bytes: Uint8Array,
  context: IdContext,
  quarter: string,
  keySet: KeySet,
): string | null {
  if (!keySet.has(quarter)) return null;
  try {
    const opened = cipher(label, context, quarter, keySet.keyOf(quarter)).decrypt(bytes);
    return new TextDecoder('utf-8', { fatal: true }).decode(opened);
  } catch {
    return null;
  }
}

function cipher(label: IdLabel | AuditLabel, context: IdContext, quarter: string, key: Uint8Array) {
  return aessiv(
    key,
    utf8.encode(label),
    utf8.encode(context.consumer),
    utf8.encode(context.purpose),
    utf8.encode(quarter),
  );
}
