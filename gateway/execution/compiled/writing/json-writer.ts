/**
 * Writes JSON as bytes into memory that is reused for every response. Copying the finished response is cheaper
 * than garbage collection of thousands of small strings.
 */
import { stringifyExact } from '../../../../core/structures/exact-numbers.ts';
import { OutputTooLarge } from '../../output-too-large.ts';

const START_BYTES = 256 * 1024;
/** Tolerance of the limit while memory is reserved; `finish` checks the exact limit. */
const SLACK_BYTES = 64 * 1024;
/** Larger memory is released after a response. */
const KEEP_BYTES = 8 * 1024 * 1024;
const SHORT_STRING = 48;
/** Strings that JSON may have to escape, or that are not ASCII. */
export const NEEDS_CARE = /[^ !#-[\]-~]/;
/** Strings that JSON has to escape, or that may have half of a surrogate pair. */
const NEEDS_ESCAPE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

const ZERO = 0x30;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export class JsonWriter {
  bytes: Buffer;
  at = 0;
  /** No string needs escaping, because no subgraph response had one that does. */
  isPlain = false;
  /** Set when a value did not fit its type. `completionErrors` finds the details afterwards. */
  isBroken = false;
  /** The subgraph responses that raw leaves are copied from; see `raw-leaves.ts`. */
  bodies: readonly Buffer[] = NO_BODIES;

  /** The offset at which writing in steps pauses next. */
  pauseAt = 0;
  private bytesMax = Infinity;
  /** Bytes that were undone. They count towards the limit, because writing them took time. */
  private undoneBytes = 0;

  /** Memory that is never written to costs nothing, so `startBytes` may be large. */
  constructor(startBytes: number = START_BYTES) {
    this.bytes = Buffer.allocUnsafeSlow(startBytes);
  }

  start(
    isPlain: boolean,
    bodies: readonly Buffer[] = NO_BODIES,
    bytesMax: number = Infinity,
  ): void {
    this.bodies = bodies;
    this.bytesMax = bytesMax;
    this.undoneBytes = 0;
    this.pauseAt = 0;
    this.at = 0;
    this.isBroken = false;
    this.isPlain = isPlain;
  }

  /** The output without a copy, for a writer that is not used again. Throws `OutputTooLarge`. */
  finishLast(): Buffer {
    if (this.at > this.bytesMax) throw new OutputTooLarge();
    return this.bytes.subarray(0, this.at);
  }

  /** A copy of the output. Throws `OutputTooLarge`. */
  finish(): Buffer {
    if (this.at > this.bytesMax) throw new OutputTooLarge();
    const copy = Buffer.allocUnsafeSlow(this.at);
    this.bytes.copy(copy, 0, 0, this.at);
    this.bodies = NO_BODIES;
    if (this.bytes.length > KEEP_BYTES) this.bytes = Buffer.allocUnsafeSlow(START_BYTES);
    return copy;
  }

  /** Records that a value did not fit its type. */
  broken(): false {
    this.isBroken = true;
    return false;
  }

  /** Undoes what was written since `mark`. */
  brokenSince(mark: number): false {
    this.isBroken = true;
    this.undoneBytes += this.at - mark;
    this.pauseAt -= this.at - mark;
    if (this.undoneBytes > this.bytesMax) throw new OutputTooLarge();
    this.at = mark;
    return false;
  }

  put(constant: Uint8Array): void {
    const { length } = constant;
    if (this.at + length > this.bytes.length) this.grow(length);
    const { bytes, at } = this;
    for (let index = 0; index < length; index += 1) bytes[at + index] = constant[index] ?? 0;
    this.at = at + length;
  }

  byte(value: number): void {
    if (this.at === this.bytes.length) this.grow(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  null(): void {
    this.put(NULL);
  }

  boolean(value: boolean): void {
    this.put(value ? TRUE : FALSE);
  }

  number(value: number): void {
    if (value < 10 && value >= 0 && Number.isInteger(value)) this.byte(ZERO + value);
    else this.ascii(String(value));
  }

  string(value: string): void {
    const { length } = value;
    if (length > SHORT_STRING) {
      this.longString(value);
      return;
    }
    if (this.isPlain) {
      this.byte(QUOTE);
      this.ascii(value);
      this.byte(QUOTE);
      return;
    }
    if (this.at + length + 2 > this.bytes.length) this.grow(length + 2);
    const { bytes } = this;
    let { at } = this;
    bytes[at] = QUOTE;
    at += 1;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.text(JSON.stringify(value));
        return;
      }
      bytes[at + index] = code;
    }
    at += length;
    bytes[at] = QUOTE;
    this.at = at + 1;
  }

  /** Writes any JSON value, for custom scalars. False for no value, or for nesting that exceeds the stack. */
  json(value: unknown): boolean {
    let text: string | undefined;
    try {
      text = stringifyExact(value);
    } catch {
      return this.broken();
    }
    if (text === undefined) return false;
    this.text(text);
    return true;
  }

  private longString(value: string): void {
    if (!this.isPlain && NEEDS_CARE.test(value)) {
      this.text(NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`);
      return;
    }
    const { length } = value;
    if (this.at + length + 2 > this.bytes.length) this.grow(length + 2);
    this.bytes[this.at] = QUOTE;
    this.bytes.write(value, this.at + 1, 'latin1');
    this.bytes[this.at + length + 1] = QUOTE;
    this.at += length + 2;
  }

  private ascii(text: string): void {
    const { length } = text;
    if (this.at + length > this.bytes.length) this.grow(length);
    const { bytes, at } = this;
    for (let index = 0; index < length; index += 1) bytes[at + index] = text.charCodeAt(index);
    this.at = at + length;
  }

  /** Writes text that is JSON already. */
  text(text: string): void {
    // A UTF-16 unit takes at most three bytes.
    if (this.at + text.length * 3 > this.bytes.length) this.grow(Buffer.byteLength(text));
    this.at += this.bytes.write(text, this.at, 'utf8');
  }

  /** Ensures that there is memory for so many further bytes. */
  reserve(bytes: number): void {
    if (this.at + bytes > this.bytes.length) this.grow(bytes);
  }

  private grow(bytes: number): void {
    if (this.at + bytes > this.bytesMax + SLACK_BYTES) throw new OutputTooLarge();
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + bytes));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

const NO_BODIES: readonly Buffer[] = [];
const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
