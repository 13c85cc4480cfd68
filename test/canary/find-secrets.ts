/** Searches texts for secrets: plain, percent-encoded, base64, and hashed without a key. */
import { createHash } from 'node:crypto';

/** A text to search, and its name: a response, a log, a file. */
export interface SearchedText {
  readonly name: string;
  readonly text: string;
}

/** Secrets with a description of each: whole words, and pieces of text in any case. */
export interface Secrets {
  readonly words: ReadonlyMap<string, string>;
  readonly pieces: ReadonlyMap<string, string>;
}

const WORD = /[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*/g;
const ENCODED = /[A-Za-z0-9_-]{12,}|[A-Za-z0-9+/]{12,}={0,2}/g;

/** Words, and their hashes without a key, which do not protect a number. */
export function withHashes(numbers: Iterable<string>, what: string): readonly [string, string][] {
  return [...numbers].flatMap((number) => [
    [number, what] as [string, string],
    ...['md5', 'sha1', 'sha256'].map((algorithm): [string, string] => [
      createHash(algorithm).update(number).digest('hex'),
      `${what}, hashed without a key`,
    ]),
  ]);
}

/** One sentence for each secret that was found; a test expects none. */
export function findIn(texts: readonly SearchedText[], secrets: Secrets): readonly string[] {
  const found = new Set<string>();
  for (const { name, text } of texts) {
    for (const [spelling, form] of formsOf(text)) {
      for (const what of findOne(form, secrets)) found.add(`${name}: ${what}${spelling}`);
    }
  }
  return [...found];
}

function* formsOf(text: string): Generator<readonly [spelling: string, form: string]> {
  yield ['', text];
  if (text.includes('%')) yield [' (percent-encoded)', decodePercents(text)];
  const decoded = (text.match(ENCODED) ?? []).map((run) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  if (decoded.length > 0) yield [' (in base64)', decoded.join('\n')];
}

function decodePercents(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1'),
  );
}

function* findOne(text: string, { words, pieces }: Secrets): Generator<string> {
  for (const [whole] of text.matchAll(WORD)) {
    const parts = whole.includes('_') ? whole.split('_') : [];
    for (const word of [whole, ...parts]) {
      const what = words.get(word) ?? words.get(word.toLowerCase());
      if (what !== undefined) yield `${what} "${word}"`;
    }
  }
  for (const [digits] of text.matchAll(/(?<!\d)\d{9}(?!\d)/g)) {
    const what = words.get(digits);
    if (what !== undefined) yield `${what} "${digits}"`;
  }
  for (const [what, at] of piecesIn(text.toLowerCase(), pieces)) {
    yield `${what} in "${text.slice(Math.max(0, at - 60), at + 60)}"`;
  }
}

interface Piece {
  readonly lower: string;
  readonly what: string;
}

interface PieceIndex {
  readonly all: readonly Piece[];
  /** By the hash of their first characters; pieces that are shorter are not in it. */
  readonly byStart: readonly (readonly Piece[] | undefined)[];
}

/** How many characters a hash is of: each later one shifts the first further, and 16 bits hold four. */
const START_LENGTH = 4;
const nextHash = (hash: number, character: number) => ((hash << 4) ^ character) & 0xff_ff;

const NONE: readonly Piece[] = [];
const indexes = new WeakMap<ReadonlyMap<string, string>, PieceIndex>();

function indexOf(pieces: ReadonlyMap<string, string>): PieceIndex {
  const known = indexes.get(pieces);
  if (known) return known;
  const all = [...pieces].map(([piece, what]) => ({ lower: piece.toLowerCase(), what }));
  const byStart = Array.from<Piece[] | undefined>({ length: 0x1_00_00 });
  for (const piece of all.filter(({ lower }) => lower.length >= START_LENGTH)) {
    let hash = 0;
    for (let at = 0; at < START_LENGTH; at += 1) hash = nextHash(hash, piece.lower.charCodeAt(at));
    byStart[hash] = [...(byStart[hash] ?? []), piece];
  }
  const index = { all, byStart };
  indexes.set(pieces, index);
  return index;
}

/**
 * The pieces in a text, in their order, each with its first place. The text is read once, because thousands of ids are
 * searched for in thousands of texts.
 */
function piecesIn(
  lower: string,
  pieces: ReadonlyMap<string, string>,
): (readonly [string, number])[] {
  const { all, byStart } = indexOf(pieces);
  const places = new Map<Piece, number>();
  let hash = 0;
  for (let end = 0; end < lower.length; end += 1) {
    hash = nextHash(hash, lower.charCodeAt(end));
    const at = end + 1 - START_LENGTH;
    for (const piece of byStart[hash] ?? NONE) {
      if (!places.has(piece) && lower.startsWith(piece.lower, at)) places.set(piece, at);
    }
  }
  return all.flatMap((piece) => {
    const at =
      places.get(piece) ?? (piece.lower.length < START_LENGTH ? lower.indexOf(piece.lower) : -1);
    return at >= 0 ? [[piece.what, at] as const] : [];
  });
}
