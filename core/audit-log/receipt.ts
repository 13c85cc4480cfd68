import type { Series } from './log-files.ts';

/** Where a line stands in a series, and its checksum: nothing before it can change any more. */
export interface Place extends Series {
  readonly file: number;
  /** The number of the line in its file; the first line of a file is 1. */
  readonly line: number;
  readonly sum: string;
}

/** The lines that one operation wrote to a log, up to and including a line. */
export interface Receipt extends Place {
  readonly firstLine: number;
}

/** The longest text of a head or a receipt. */
const RECEIPT_LENGTH_MAX = 160;
/** Receipts that one response of a subgraph may carry. */
export const RECEIPTS_MAX = 1_000;

const TEXT =
  /^([a-z][a-z0-9-]{0,63}):(\d{1,6}):(\d{1,12}):(?:(\d{1,12})-)?(\d{1,12}):([0-9a-f]{32})$/;

const SIGNED_HEAD = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SIGNED_HEAD_LENGTH_MAX = 4_096;

/** True for a text of the form of a signed head; its signature is another matter. */
export function isSignedHead(text: unknown): boolean {
  return (
    typeof text === 'string' && text.length <= SIGNED_HEAD_LENGTH_MAX && SIGNED_HEAD.test(text)
  );
}

/** `aventus:730:12:40:<sum>`: the newest line of a series. */
export function headText({ name, days, file, line, sum }: Place): string {
  return `${name}:${days}:${file}:${line}:${sum}`;
}

/** `aventus:730:12:38-40:<sum>`: the lines of one operation. */
export function receiptText({ name, days, file, firstLine, line, sum }: Receipt): string {
  return `${name}:${days}:${file}:${firstLine}-${line}:${sum}`;
}

/** Null for any other text, which may come from another organisation. */
export function parseHead(text: unknown): Place | null {
  const parsed = parse(text);
  return parsed === null || parsed.firstLine !== null ? null : parsed;
}

/** Null for any other text, which may come from another organisation. */
export function parseReceipt(text: unknown): Receipt | null {
  const parsed = parse(text);
  if (parsed === null || parsed.firstLine === null) return null;
  const { firstLine } = parsed;
  return firstLine > parsed.line ? null : { ...parsed, firstLine };
}

function parse(text: unknown): (Place & { readonly firstLine: number | null }) | null {
  if (typeof text !== 'string' || text.length > RECEIPT_LENGTH_MAX) return null;
  const [, name, days, file, first, line, sum] = TEXT.exec(text) ?? [];
  if (name === undefined || sum === undefined) return null;
  return {
    name,
    days: Number(days),
    file: Number(file),
    firstLine: first === undefined ? null : Number(first),
    line: Number(line),
    sum,
  };
}
