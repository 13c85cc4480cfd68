/**
 * What a subgraph says in `extensions` about the lines that it wrote to its audit logs, for the gateway's own log. It
 * never reaches a client. A subgraph may belong to another organisation, so only texts of the expected form are taken.
 */
import { isSignedHead, parseReceipt, RECEIPTS_MAX } from '../../core/audit-log/receipt.ts';
import { isObject } from '../../core/structures/is-object.ts';

/** The receipts of one request of a client. */
export interface AuditReceipts {
  readonly receipts: readonly string[];
  readonly signedHeads: readonly string[];
  /** How many values were dropped, because of their form or their number. */
  readonly dropped: number;
  /** Subgraphs of which a response did not arrive or could not be read, also where a later one did. */
  readonly unavailable: readonly string[];
}

/** In one request of a client, of all subgraphs together. */
const KEPT_MAX = 2 * RECEIPTS_MAX;
const SIGNED_HEADS_MAX = 64;

/** Collects the receipts of one request of a client. */
export function createReceiptCollector() {
  const receipts = new Set<string>();
  const signedHeads = new Set<string>();
  const unavailable = new Set<string>();
  let dropped = 0;

  const take = (
    value: unknown,
    isValid: (text: unknown) => boolean,
    into: Set<string>,
    max: number,
  ) => {
    if (value === undefined) return;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const read = list.slice(0, RECEIPTS_MAX);
    dropped += list.length - read.length;
    for (const text of read) {
      if (into.size < max && isValid(text)) into.add(text as string);
      else dropped += 1;
    }
  };

  return {
    add(extensions: unknown): void {
      if (!isObject(extensions)) return;
      const { auditReceipts, auditSignedHeads } = extensions;
      take(auditReceipts, (text) => parseReceipt(text) !== null, receipts, KEPT_MAX);
      take(auditSignedHeads, isSignedHead, signedHeads, SIGNED_HEADS_MAX);
    },
    /** Notes that a subgraph may have written lines without saying so. */
    miss: (subgraph: string): void => void unavailable.add(subgraph),
    /** Undefined where no subgraph said anything, and none was unavailable. */
    collected: (): AuditReceipts | undefined =>
      receipts.size + signedHeads.size + dropped + unavailable.size === 0
        ? undefined
        : {
            receipts: [...receipts],
            signedHeads: [...signedHeads],
            dropped,
            unavailable: [...unavailable],
          },
  };
}

export type ReceiptCollector = ReturnType<typeof createReceiptCollector>;

const START = Buffer.from(',"extensions":{"audit');
/** They end with a list of texts; a list of entities ends with a brace, and is not searched. */
const END = Buffer.from('"]}}');
/** The longest that our subgraphs write. */
const TAIL_BYTES_MAX = 262_144;

/**
 * Separates what our own subgraphs write after the data, so that the rest is compared with the expected names instead
 * of parsed. No text within JSON contains the start, because quotes in it are escaped; and what is left is JSON only
 * when the start was at the level of `data`.
 */
export function cutAuditExtensions(bytes: Buffer): {
  readonly rest: Buffer;
  readonly extensions: unknown;
} {
  const whole = { rest: bytes, extensions: undefined };
  if (!bytes.subarray(-END.length).equals(END)) return whole;
  const from = Math.max(0, bytes.length - TAIL_BYTES_MAX);
  const at = bytes.subarray(from).lastIndexOf(START);
  if (at < 0) return whole;
  const tail = bytes.toString('latin1', from + at + START.indexOf('{'), bytes.length - 1);
  try {
    const extensions: unknown = JSON.parse(tail);
    // In place: the comma before becomes the end of the body.
    bytes[from + at] = BRACE;
    return { rest: bytes.subarray(0, from + at + 1), extensions };
  } catch {
    return whole;
  }
}

const BRACE = 0x7d;
