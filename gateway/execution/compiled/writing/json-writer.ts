/**
 * Writes JSON as bytes into memory that is used again for every answer. Copying the finished answer
 * out is cheaper than letting the garbage collector follow thousands of small strings.
 */

const START_BYTES = 256 * 1024;
/** A long string is measured before it is written, so that little is left over of what is reserved. */
const SLACK_BYTES = 64 * 1024;
/** Above this the memory is given back after an answer. */
const KEEP_BYTES = 8 * 1024 * 1024;
const SHORT_STRING = 48;
const NEEDS_CARE = /[^ !#-[\]-~]/;

const ZERO = 0x30;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Thrown when more would be written than `bytesMax`; nothing of it may be sent. */
export class OutputTooLarge extends Error {}

export class JsonWriter {
  bytes: Buffer;
  at = 0;
  /** No string of this answer needs escaping, as its subgraphs' answers showed. */
  isPlain = false;
  /** Set when a value did not fit its type; the details are found afterwards, off the hot path. */
  isBroken = false;
  /** Where leaves are copied from that are still bytes; see `spans.ts`. */
  bodies: readonly Buffer[] = NO_ANSWERS;

  /** Where a writer that gives way to the event loop pauses next. */
  pauseAt = 0;
  private bytesMax = Infinity;
  /** Bytes that were taken back: work all the same. */
  private undoneBytes = 0;

  /** Memory that is never written to is never taken from the system, so that it may begin large. */
  constructor(startBytes: number = START_BYTES) {
    this.bytes = Buffer.allocUnsafeSlow(startBytes);
  }

  start(
    isPlain: boolean,
    bodies: readonly Buffer[] = NO_ANSWERS,
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

  /** What was written, without a copy: for a writer that is not used again. */
  finishLast(): Buffer {
    if (this.at > this.bytesMax) throw new OutputTooLarge();
    return this.bytes.subarray(0, this.at);
  }

  finish(): Buffer {
    if (this.at > this.bytesMax) throw new OutputTooLarge();
    const copy = Buffer.allocUnsafeSlow(this.at);
    this.bytes.copy(copy, 0, 0, this.at);
    this.bodies = NO_ANSWERS;
    if (this.bytes.length > KEEP_BYTES) this.bytes = Buffer.allocUnsafeSlow(START_BYTES);
    return copy;
  }

  broken(): false {
    this.isBroken = true;
    return false;
  }

  /** Takes back what was written since `mark`. */
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

  /** Any JSON value, for custom scalars. Nesting too deep for the stack counts as no value. */
  json(value: unknown): boolean {
    let text: string | undefined;
    try {
      text = JSON.stringify(value);
    } catch {
      return this.broken();
    }
    if (text === undefined) return false;
    this.text(text);
    return true;
  }

  private longString(value: string): void {
    if (!this.isPlain && NEEDS_CARE.test(value)) {
      this.text(JSON.stringify(value));
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

  /** Text that is JSON already. */
  text(text: string): void {
    // A UTF-16 unit takes at most three bytes.
    if (this.at + text.length * 3 > this.bytes.length) this.grow(Buffer.byteLength(text));
    this.at += this.bytes.write(text, this.at, 'utf8');
  }

  /** Makes room for so many bytes. */
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

const NO_ANSWERS: readonly Buffer[] = [];
const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
