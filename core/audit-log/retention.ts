/** How long a line of a log is kept. The purposes say so, not the line itself (LDV, profile). */
import type { Purposes } from '../purposes/purposes.ts';

/** Days that the lines of a log are kept, by purpose. */
export interface Retention {
  /** Without a purpose, or with one that is no longer listed: the longest retention of all. */
  daysOf(purpose: string | null): number;
  /** A file that was opened fewer days ago has no line past its retention. */
  shortestDays(): number;
}

const DAY_MS = 86_400_000;

/** Takes a function, because the purposes may be replaced while the process runs. */
export function retentionOf(purposes: () => Purposes): Retention {
  const all = () => [...purposes().values()].map(({ auditLogDays }) => auditLogDays);
  return {
    daysOf: (purpose) => {
      const known = purpose === null ? undefined : purposes().get(purpose);
      return known?.auditLogDays ?? Math.max(...all());
    },
    shortestDays: () => Math.min(...all()),
  };
}

/** The retention of one line: from when, for which purpose, and until when. */
export interface LineKept {
  readonly atMs: number;
  readonly purpose: string;
  readonly days: number;
  readonly untilMs: number;
}

/** The name used for lines without a purpose. */
export const NO_PURPOSE = 'none';

/** For a line of the audit log or access log, or a recorded deletion; without a time it never ends. */
export function keptOf(line: Readonly<Record<string, unknown>>, retention: Retention): LineKept {
  const deletion = line['llo.deleted'] as { at?: unknown; retention_days?: object } | undefined;
  const purpose = purposeOf(line);
  // The record of a deletion is kept for as long as the deleted lines were.
  const days =
    deletion === undefined
      ? retention.daysOf(purpose)
      : Math.max(...Object.values(deletion.retention_days ?? {}).map(Number));
  const atMs = timeOf(deletion?.at ?? line['end_time'] ?? line['time']);
  return { atMs, purpose: purpose ?? NO_PURPOSE, days, untilMs: afterDays(atMs, days) };
}

/** Infinity when the time or the number of days is unknown. */
export function afterDays(fromMs: number, days: number): number {
  const untilMs = fromMs + days * DAY_MS;
  return Number.isFinite(untilMs) && days > 0 ? untilMs : Number.POSITIVE_INFINITY;
}

function purposeOf(line: Readonly<Record<string, unknown>>): string | null {
  const attributes = line['attributes'] as { 'llo.purpose'?: unknown } | undefined;
  const purpose = attributes?.['llo.purpose'] ?? line['purpose'];
  return typeof purpose === 'string' ? purpose : null;
}

function timeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
