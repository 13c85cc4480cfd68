import type { Fault } from '../../../core/errors/error-codes.ts';
import { counter, durations } from '../../../core/metrics/metrics.ts';

const calls = durations(
  'vakgraaf_partner_call_seconds',
  'Calls to a partner, with the reading of its response; outcome is ok or a fault',
  ['partner', 'outcome'],
);

const faults = counter(
  'vakgraaf_partner_faults_total',
  'Faults of a partner, with the cause that the log has',
  ['partner', 'fault', 'reason'],
);

const unknownWords = counter(
  'vakgraaf_partner_unknown_words_total',
  'Words of a partner that its layout does not map',
  ['partner', 'field'],
);

const unread = counter(
  'vakgraaf_partner_unread_values_total',
  'Values of a partner that could not be read, so that one field is unknown',
  ['partner', 'field'],
);

/** Counts one call to a partner. */
export function countCall(partner: string, outcome: Fault | 'ok', tookMs: number): void {
  calls.observe({ partner, outcome }, tookMs / 1_000);
}

/** Counts a fault; `reason` is a name of ours. */
export function countFault(partner: string, fault: Fault, reason: string): void {
  faults.inc({ partner, fault, reason });
}

/** Counts words that the layout does not map; `field` is a name of ours or of the layout. */
export function countUnknownWords(partner: string, field: string, count: number): void {
  unknownWords.inc({ partner, field }, count);
}

/** Counts values that could not be read; `field` is a name of ours, of the layout or of OOAPI. */
export function countUnread(partner: string, field: string, count: number): void {
  unread.inc({ partner, field }, count);
}
