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
  const lower = text.toLowerCase();
  for (const [piece, what] of pieces) {
    const at = lower.indexOf(piece.toLowerCase());
    if (at >= 0) yield `${what} in "${text.slice(Math.max(0, at - 60), at + 60)}"`;
  }
}
