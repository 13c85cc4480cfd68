/** What one look of `vakgraaf doctor` or `vakgraaf check` found. */
export interface Finding {
  readonly subject: string;
  readonly status: 'ok' | 'warning' | 'failure';
  /** A sentence; for a warning or failure it says how to mend it. No value of a key or a secret. */
  readonly text: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, status: 'ok', text });

export const warning = (subject: string, text: string): Finding => ({
  subject,
  status: 'warning',
  text,
});

export const failure = (subject: string, text: string): Finding => ({
  subject,
  status: 'failure',
  text,
});

/** The sentence of an error that an operator can mend; others are ours, and thrown again. */
export function sentenceOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const MARKS = { ok: 'ok      ', warning: 'warning ', failure: 'FAILURE ' };

/** One line for each finding, and how many of them must be mended. */
export function textOf(findings: readonly Finding[]): string {
  const lines = findings.map(({ subject, status, text }) => `${MARKS[status]} ${subject}: ${text}`);
  const count = (wanted: Finding['status']) =>
    findings.filter(({ status }) => status === wanted).length;
  return [...lines, `failures: ${count('failure')}, warnings: ${count('warning')}`].join('\n');
}
