import { codedError } from '../../../core/errors/coded-error.ts';
import { writeCursor, type CursorCodec, type Positions } from './cursor.ts';
import type { MergedPage, PagedRow } from './merge-pages.ts';

/** A Relay connection with `nodes` beside `edges`; a cursor is sealed only when it is asked for. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: () => string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: () => string | null;
  };
}

const FIRST_MAX = 100;

/** Checks `first` (1–100). */
export function parseFirst(first: number): number {
  if (first >= 1 && first <= FIRST_MAX) return first;
  throw codedError('ARGUMENT_INVALID', `Cannot use "first": expected 1 to ${FIRST_MAX}`);
}

/** Shapes one merged page, or null where every partner was silent: never an empty list for that; `nodeOf` turns a row into what resolvers understand. */
export function toConnection<Row extends PagedRow, Node>(
  page: MergedPage<Row>,
  nodeOf: (row: Row) => Node,
  codec: CursorCodec,
  question: unknown,
): Connection<Node> | null {
  if (page.isUnknown) return null;
  const nodes = page.rows.map(nodeOf);
  const cursorAt = (positions: Positions) => writeCursor(codec, question, positions);
  return {
    nodes,
    edges: nodes.map((node, index) => ({
      node,
      cursor: () => cursorAt(page.positionsAfter[index] ?? page.endPositions),
    })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      endCursor: () =>
        Object.keys(page.endPositions).length === 0 && page.unavailable.length === 0
          ? null
          : cursorAt(page.endPositions),
    },
  };
}
