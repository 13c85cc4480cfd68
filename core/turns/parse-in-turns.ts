/**
 * `JSON.parse` for a large body, in turns and within limits. A scan finds where the body can be cut:
 * at the commas of its large lists and objects. Each piece between two cuts is parsed by `JSON.parse`, which also
 * checks it, and only the lists and objects that were cut are put together here.
 */
import { isAscii } from 'node:buffer';
import { isObject } from '../structures/is-object.ts';
import type { Turns } from './turns.ts';

/** A piece is cut when it is larger than this; `JSON.parse` takes about a millisecond for it. */
const PIECE_BYTES = 64 * 1024;
/** Lists and objects in one body. An empty object takes seven times the memory of its text. */
const CONTAINERS_MAX = 1_000_000;
/** Elements and fields in one body. A long list is copied whole whenever it needs more memory. */
const ELEMENTS_MAX = 3_000_000;
/** Fields of one object, which are listed at once when it is written. */
const FIELDS_MAX = 20_000;
const NESTING_MAX = 500;
/** A string cannot be cut. */
const STRING_BYTES_MAX = 8 * 1024 * 1024;
/** Numbers, keywords and white space between two other tokens. A piece cannot be cut in a number. */
const GAP_BYTES_MAX = 4 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Thrown for text that is not JSON or exceeds a limit. */
class Garbled extends Error {}

interface ParseOptions {
  /** A piece is cut when it is larger than this. */
  readonly pieceBytes?: number;
  /** Parses a piece; throws a `SyntaxError` where that is not JSON. */
  readonly parse?: (text: string) => unknown;
}

/** Undefined for text that is not JSON or exceeds a limit. */
export async function parseInTurns(
  bytes: Buffer,
  turns: Turns,
  { pieceBytes = PIECE_BYTES, parse = JSON.parse }: ParseOptions = {},
): Promise<unknown> {
  const reader = new PieceReader(bytes, pieceBytes, parse);
  try {
    while (!reader.readPiece()) if (turns.isOver()) await turns.next();
    return reader.value;
  } catch (error) {
    if (error instanceof Garbled || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A list or object that is being scanned. */
interface Open {
  readonly isList: boolean;
  readonly start: number;
  /** Fields that were parsed, of an object. */
  fieldsCount: number;
  /** Where the text begins that is not parsed yet. */
  from: number;
  /** The last comma of this list or object; its start before the first one. */
  comma: number;
  /** Once the list or object is cut, what has been parsed of it. */
  value: unknown[] | Record<string, unknown> | undefined;
  /** The last element was added by itself, so that only white space may come before the next comma. */
  isElementAdded: boolean;
}

class PieceReader {
  value: unknown;
  private at = 0;
  private pieceStart = 0;
  private containersCount = 0;
  private elementsCount = 0;
  private readonly open: Open[] = [];
  private readonly bytes: Buffer;
  private readonly pieceBytes: number;
  private readonly parse: NonNullable<ParseOptions['parse']>;
  private readonly encoding: 'latin1' | 'utf8';

  constructor(bytes: Buffer, pieceBytes: number, parse: NonNullable<ParseOptions['parse']>) {
    this.parse = parse;
    this.bytes = bytes;
    this.pieceBytes = pieceBytes;
    this.encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  }

  /** Scans and parses one piece; true when it was the last. */
  readPiece(): boolean {
    const { bytes } = this;
    let gapStart = this.at;
    while (this.at < bytes.length) {
      const { at } = this;
      const byte = bytes[at];
      this.at = at + 1;
      switch (byte) {
        case QUOTE:
          this.at = endOfString(bytes, at);
          break;
        case OPEN_LIST:
        case OPEN_OBJECT:
          this.begin(at, byte === OPEN_LIST);
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          if (this.end(at, byte === CLOSE_LIST)) return true;
          break;
        case COMMA:
          this.endElement(at);
          if (at - this.pieceStart < this.pieceBytes) break;
          this.cut();
          return false;
        default:
          if (at - gapStart > GAP_BYTES_MAX) throw new Garbled();
          continue;
      }
      gapStart = this.at;
    }
    throw new Garbled();
  }

  private begin(at: number, isList: boolean): void {
    this.containersCount += 1;
    const isWithinLimits = this.containersCount <= CONTAINERS_MAX && this.open.length < NESTING_MAX;
    if (!isWithinLimits || this.open.at(-1)?.isElementAdded === true) throw new Garbled();
    const state = {
      from: at + 1,
      comma: at,
      fieldsCount: 0,
      value: undefined,
      isElementAdded: false,
    };
    this.open.push({ isList, start: at, ...state });
  }

  private endElement(at: number): void {
    const top = this.open.at(-1);
    this.elementsCount += 1;
    if (!top || this.elementsCount > ELEMENTS_MAX) throw new Garbled();
    if (top.isElementAdded) {
      this.requireBlank(top.from, at);
      top.from = at + 1;
      top.isElementAdded = false;
    }
    top.comma = at;
  }

  /** True when the outermost list or object has ended. */
  private end(at: number, isList: boolean): boolean {
    const ended = this.open.pop();
    const parent = this.open.at(-1);
    if (ended?.isList !== isList) throw new Garbled();
    if (ended.value !== undefined) {
      if (ended.isElementAdded) this.requireBlank(ended.from, at);
      else this.add(ended, at);
      if (parent) this.addElement(parent, ended, at);
    }
    if (parent) return false;
    this.value = ended.value ?? this.parse(this.text(ended.start, at + 1));
    this.requireBlank(0, ended.start);
    this.requireBlank(at + 1, this.bytes.length);
    return true;
  }

  /** Parses all complete elements of the open lists and objects. */
  private cut(): void {
    for (const one of this.open) {
      one.value ??= one.isList ? [] : {};
      if (one.comma < one.from) continue;
      this.add(one, one.comma);
      one.from = one.comma + 1;
    }
    this.pieceStart = this.at;
  }

  /** Parses the elements up to `to`, of which there must be at least one. */
  private add(one: Open, to: number): void {
    const { value, from } = one;
    if (Array.isArray(value)) {
      const elements = this.parse(`[${this.text(from, to)}]`);
      if (!Array.isArray(elements) || elements.length === 0) throw new Garbled();
      for (const element of elements) value.push(element);
    } else if (value) {
      const members = this.parse(`{${this.text(from, to)}}`);
      if (!isObject(members)) throw new Garbled();
      const fields = Object.entries(members);
      one.fieldsCount += fields.length;
      if (fields.length === 0 || one.fieldsCount > FIELDS_MAX) throw new Garbled();
      for (const [key, field] of fields) set(value, key, field);
    }
  }

  /** Adds an element that was cut; before it is at most its key. */
  private addElement(parent: Open, { start, value }: Open, at: number): void {
    if (Array.isArray(parent.value)) {
      this.requireBlank(parent.from, start);
      parent.value.push(value);
    } else if (parent.value) {
      const member: object = JSON.parse(`{${this.text(parent.from, start)}null}`);
      set(parent.value, Object.keys(member)[0] ?? '', value);
      parent.fieldsCount += 1;
    }
    parent.from = at + 1;
    parent.isElementAdded = true;
  }

  private requireBlank(from: number, to: number): void {
    for (let at = from; at < to; at += 1) if (!isBlank(this.bytes[at])) throw new Garbled();
  }

  private text(from: number, to: number): string {
    return this.bytes.toString(this.encoding, from, to);
  }
}

const DATA_PROPERTY = { enumerable: true, configurable: true, writable: true };

function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  // Assigning to it would change the prototype, and `JSON.parse` does not.
  else Object.defineProperty(object, key, { ...DATA_PROPERTY, value });
}

/** The offset after the string that starts at `start`. */
function endOfString(bytes: Buffer, start: number): number {
  for (let from = start + 1; ;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote === -1 || quote - start > STRING_BYTES_MAX) throw new Garbled();
    let backslashes = 0;
    while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
