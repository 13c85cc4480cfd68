/** What a partner said about the state of a body (RFC 9110, 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** When the partner sent it. */
  readonly date: string | null;
}

export type ConditionalHeaders = Readonly<Record<string, string>>;

/** A body that changed twice within a second has the same moment of change, so a moment this young says too little. */
const SETTLED_MS = 2_000;

/**
 * The headers that ask for a body only where it changed since (RFC 9110, 13.1); null where the partner gave nothing
 * to ask with.
 */
export function conditionalHeaders(validators: Validators): ConditionalHeaders | null {
  const { etag, lastModified, date } = validators;
  if (isSendable(etag)) return { 'if-none-match': etag };
  if (!isSendable(lastModified) || date === null) return null;
  const isSettled = Date.parse(date) - Date.parse(lastModified) >= SETTLED_MS;
  return isSettled ? { 'if-modified-since': lastModified } : null;
}

function isSendable(value: string | null): value is string {
  return value !== null && /^[\x20-\x7e]{1,200}$/.test(value);
}
