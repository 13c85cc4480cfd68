/** The text in an id is padded, so that ids of one label have one length: the length would tell whose number it is. */
import type { AuditLabel, IdLabel } from './encrypted-id.ts';

/** The number of bytes of a padded text; a cursor is as many times as long as it needs. */
const LENGTHS: Readonly<Record<IdLabel | AuditLabel, number>> = {
  'llo-voucher/v1': 48,
  'llo-trajectory/v1': 48,
  'llo-enrolment/v1': 96,
  'llo-coach/v1': 48,
  'llo-employer/v1': 48,
  'llo-person/v1': 48,
  'llo-benefit/v1': 48,
  'llo-employment/v1': 48,
  'llo-token/v1': 48,
  'llo-account/v1': 96,
  'llo-cursor/v1': 256,
};

/** Whether a text fits into an id of this label. */
export function isIdText(label: IdLabel | AuditLabel, text: string): boolean {
  return label === 'llo-cursor/v1' || Buffer.byteLength(text) < LENGTHS[label];
}

/** 0x80 after the text, then zeros. Throws for a text that does not fit, because a longer id would stand out. */
export function padText(label: IdLabel | AuditLabel, text: string): Buffer {
  if (!isIdText(label, text))
    throw new Error(`Cannot make an id of "${label}": its text is too long`);
  const bytes = Buffer.byteLength(text);
  const padded = Buffer.alloc(lengthOf(label, bytes));
  padded.write(text);
  padded[bytes] = 0x80;
  return padded;
}

/** The text in padded bytes; null where they are not exactly what `padText` writes. */
export function unpadText(label: IdLabel | AuditLabel, padded: Buffer): string | null {
  const text = padded.toString('utf8', 0, Math.max(padded.lastIndexOf(0x80), 0));
  return isIdText(label, text) && padText(label, text).equals(padded) ? text : null;
}

function lengthOf(label: IdLabel | AuditLabel, bytes: number): number {
  const length = LENGTHS[label];
  return label === 'llo-cursor/v1' ? (Math.floor(bytes / length) + 1) * length : length;
}
