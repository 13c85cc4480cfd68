import { PartnerFault } from './partner-fault.ts';

/**
 * Values of a partner's answer, checked where they come in. Beyond a kind's `source.ts` a value is
 * what its type says; what is not, makes the answer `garbled`.
 */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new PartnerFault('garbled');
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : text(value);
}

export function number(value: unknown): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof parsed === 'number' && Number.isFinite(parsed)) return parsed;
  throw new PartnerFault('garbled');
}

export function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : number(value);
}

/** A calendar day, YYYY-MM-DD. */
export function day(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  throw new PartnerFault('garbled');
}

export function dayOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : day(value);
}

/** A moment as ISO 8601 in UTC. */
export function instantOrNull(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const moment = value instanceof Date ? value : new Date(text(value));
  if (Number.isNaN(moment.getTime())) throw new PartnerFault('garbled');
  return moment.toISOString();
}

/** The word of ours for a partner's code; an unknown code is not guessed at. */
export function wordOrNull<Word extends string>(
  value: unknown,
  words: Readonly<Record<string, Word>>,
): Word | null {
  return typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? null) : null;
}
