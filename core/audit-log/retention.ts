/** How long a line of a log is kept. The purposes say so, not the line itself (LDV, legal framework). */
import type { Purposes } from '../purposes/purposes.ts';

/** Days that a line is kept; without a purpose, or with one that is not listed, as long as the longest. */
export type DaysKept = (purpose: string | null | undefined) => number;

const DAY_MS = 86_400_000;

/** Takes a function, because the purposes may be replaced while the process runs. */
export function daysKeptBy(purposes: () => Purposes): DaysKept {
  return (purpose) => {
    const known = purpose == null ? undefined : purposes().get(purpose);
    if (known !== undefined) return known.auditLogDays;
    return Math.max(...[...purposes().values()].map(({ auditLogDays }) => auditLogDays));
  };
}

/** When a file may be deleted: its day ends, and then its days pass. Infinity for a day that is none. */
export function keptUntilMs({ day, days }: { readonly day: string; readonly days: number }) {
  const untilMs = Date.parse(day) + (days + 1) * DAY_MS;
  return Number.isFinite(untilMs) ? untilMs : Number.POSITIVE_INFINITY;
}
