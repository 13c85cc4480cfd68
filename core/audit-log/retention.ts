/** How long a line of a log is kept: that is in the purposes, not in the line (LDV, profile). */
import type { Purposes } from '../purposes/purposes.ts';

/** Days that the lines of a log are kept, by the purpose that they are under. */
export interface Retention {
  /** Under no purpose, or one that is no longer listed, a line is kept as long as the longest. */
  daysOf(purpose: string | null): number;
  /** A file that was opened fewer days ago holds nothing to delete. */
  shortestDays(): number;
}

const DAY_MS = 86_400_000;

/** Asked anew each time: the purposes may be replaced while the process runs. */
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

/** What one line asks for: from when it counts, under which purpose, and until when it is kept. */
export interface LineKept {
  readonly atMs: number;
  readonly purpose: string;
  readonly days: number;
  readonly untilMs: number;
}

/** The name under which lines without a purpose are told. */
export const NO_PURPOSE = 'none';

/** Of a line of either log, or of an earlier deletion; never over where it does not say when it was. */
export function keptOf(line: Readonly<Record<string, unknown>>, retention: Retention): LineKept {
  const deletion = line['llo.deleted'] as { at?: unknown; retention_days?: object } | undefined;
  const purpose = purposeOf(line);
  // What was deleted is told for as long as the deleted lines were kept.
  const days =
    deletion === undefined
      ? retention.daysOf(purpose)
      : Math.max(...Object.values(deletion.retention_days ?? {}).map(Number));
  const atMs = momentOf(deletion?.at ?? line['end_time'] ?? line['time']);
  return { atMs, purpose: purpose ?? NO_PURPOSE, days, untilMs: afterDays(atMs, days) };
}

/** Without an end where the moment or the days are not known. */
export function afterDays(fromMs: number, days: number): number {
  const untilMs = fromMs + days * DAY_MS;
  return Number.isFinite(untilMs) && days > 0 ? untilMs : Number.POSITIVE_INFINITY;
}

function purposeOf(line: Readonly<Record<string, unknown>>): string | null {
  const attributes = line['attributes'] as { 'llo.purpose'?: unknown } | undefined;
  const purpose = attributes?.['llo.purpose'] ?? line['purpose'];
  return typeof purpose === 'string' ? purpose : null;
}

function momentOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
