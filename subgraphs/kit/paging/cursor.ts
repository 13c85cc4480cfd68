import { createHash } from 'node:crypto';
import { z } from 'zod';
import { codedError } from '../../../core/errors/coded-error.ts';

/** The place of a row in its partner's order: its sort value and its own key. */
export type RowKey = readonly [sortValue: string, key: string];

/** Where a list of one partner continues: after a row, or within a group of rows; see `rows-by-day.ts`. */
export type Position = RowKey | readonly [sortValue: string, key: string, id: string];

/** How far each partner was read; a partner without a position starts at its first row. */
export type Positions = Readonly<Record<string, Position>>;

/** The field and the arguments that a cursor belongs to. Its JSON text is hashed into the cursor. */
export interface CursorScope {
  readonly field: string;
  readonly [argument: string]: unknown;
}

/** Encodes cursors: encrypted where the subgraph holds a key, plain elsewhere. */
export interface CursorCodec {
  encode(text: string): string;
  /** `null` when the text is no cursor of this codec. */
  decode(cursor: string): string | null;
}

const content = z.strictObject({
  q: z.string(),
  k: z.record(
    z.string(),
    z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.string()])]),
  ),
});

export function writeCursor(codec: CursorCodec, scope: CursorScope, positions: Positions): string {
  return codec.encode(JSON.stringify({ q: hashOf(scope), k: positions }));
}

/** The positions in a cursor; throws `CURSOR_INVALID` when it is of another scope. */
export function readCursor(
  codec: CursorCodec,
  scope: CursorScope,
  cursor: string | null | undefined,
): Positions {
  if (cursor === null || cursor === undefined) return {};
  const parsed = content.safeParse(parseJson(codec.decode(cursor)));
  if (!parsed.success || parsed.data.q !== hashOf(scope)) throw invalidCursor();
  return parsed.data.k;
}

/** For subgraphs without a key (reference, provinces): readable, and checked when read. */
export const plainCursors: CursorCodec = {
  encode: (text) => Buffer.from(text).toString('base64url'),
  decode: (cursor) => Buffer.from(cursor, 'base64url').toString('utf8'),
};

function hashOf(scope: CursorScope): string {
  return createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 16);
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
    'Cannot continue from this cursor: it belongs to another request; start again without "after"',
  );
}
