import type { Fault } from '../../../core/errors/error-codes.ts';
import { recordSpan } from '../../../core/telemetry/spans.ts';
import type { Trace } from '../../../core/trace/trace.ts';
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

/** A call to a partner that ends now. */
interface Call {
  readonly partner: string;
  /** Undefined when it succeeded. */
  readonly fault: Fault | undefined;
  /** By `performance.now()`. */
  readonly startedMs: number;
  /** Of our own work within the call, which is not the partner's. */
  readonly ownWorkMs: number;
  readonly trace: Trace;
}

/** Counts one call to a partner, and records its span. */
export function countCall({ partner, fault, startedMs, ownWorkMs, trace }: Call): void {
  const tookMs = performance.now() - startedMs - ownWorkMs;
  calls.observe({ partner, outcome: fault ?? 'ok' }, tookMs / 1_000);
  const attributes = { 'peer.service': partner };
  recordSpan('client', trace, { name: `ask ${partner}`, startedMs, attributes, error: fault });
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
