import { createHash } from 'node:crypto';
import { z } from 'zod';
import { codedError } from '../../../core/errors/coded-error.ts';

/** The last row taken from a partner: its sort value and its own key. */
export type RowKey = readonly [sortValue: string, key: string];

/** How far a walk has come at each partner; a partner without a key has given nothing yet. */
export type Positions = Readonly<Record<string, RowKey>>;

/** Makes cursors and reads them back; sealed where the kind holds a key, plain elsewhere. */
export interface CursorCodec {
  encode(text: string): string;
  /** `null` when the text is no cursor of this codec. */
  decode(cursor: string): string | null;
}

const content = z.strictObject({
  q: z.string(),
  k: z.record(z.string(), z.tuple([z.string(), z.string()])),
});

/** The cursor after some rows of a question. It says which question it belongs to. */
export function writeCursor(codec: CursorCodec, question: unknown, positions: Positions): string {
  return codec.encode(JSON.stringify({ q: hashOf(question), k: positions }));
}

/** Where a walk stands; throws `CURSOR_INVALID` when the cursor is not of this question. */
export function readCursor(
  codec: CursorCodec,
  question: unknown,
  cursor: string | null | undefined,
): Positions {
  if (cursor === null || cursor === undefined) return {};
  const parsed = content.safeParse(parseJson(codec.decode(cursor)));
  if (!parsed.success || parsed.data.q !== hashOf(question)) throw invalidCursor();
  return parsed.data.k;
}

/** For kinds that hold no key (reference, provinces): readable, checked when read. */
export const plainCursors: CursorCodec = {
  encode: (text) => Buffer.from(text).toString('base64url'),
  decode: (cursor) => Buffer.from(cursor, 'base64url').toString('utf8'),
};

function hashOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function invalidCursor() {
  return codedError(
    'CURSOR_INVALID',
    'Cannot go on from this cursor: it belongs to another question; start again without "after"',
  );
}
