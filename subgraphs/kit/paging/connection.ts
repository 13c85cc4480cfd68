import { codedError } from '../../../core/errors/coded-error.ts';
import type { Failures, Path } from '../partners/failures.ts';
import {
  readCursor,
  writeCursor,
  type CursorCodec,
  type CursorScope,
  type Positions,
} from './cursor.ts';
import type { MergedPage, PlacedRow } from './merge-pages.ts';

/** A Relay connection with `nodes` beside `edges`; a cursor is encoded only when it is selected. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const FIRST_MAX = 100;

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** The list that a cursor belongs to, and where its unavailable partners are reported. */
export interface ListedField {
  /** A cursor of another scope, such as another filter, is not accepted. */
  readonly scope: CursorScope;
  readonly cursors: CursorCodec;
  readonly failures: Failures;
  readonly path: Path;
}

/**
 * One page of a list over partners; null where no partner responded, which an empty list would not
 * tell. `pageAfter` gets the page after a position, `nodeOf` maps a row to its model.
 */
export async function listPage<Row extends PlacedRow, Node>(
  { first, after }: PageArguments,
  { scope, cursors, failures, path }: ListedField,
  pageAfter: (start: Positions, first: number) => Promise<MergedPage<Row>> | MergedPage<Row>,
  nodeOf: (row: Row) => Node,
): Promise<Connection<Node> | null> {
  if (!(first >= 1 && first <= FIRST_MAX)) {
    throw codedError('ARGUMENT_INVALID', `Cannot use "first": expected 1 to ${FIRST_MAX}`);
  }
  const page = await pageAfter(readCursor(cursors, scope, after), first);
  failures.report(page.unavailable, path);
  if (page.isUnknown) return null;
  const nodes = page.rows.map(nodeOf);
  const cursorAt = (positions: Positions) => writeCursor(cursors, scope, positions);
  return {
    nodes,
    edges: nodes.map((node, index) => ({
      node,
      get cursor() {
        return cursorAt(page.positionsAfter(index));
      },
    })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      get endCursor() {
        const end = page.endPositions();
        const isEmpty = Object.keys(end).length === 0 && page.unavailable.length === 0;
        return isEmpty ? null : cursorAt(end);
      },
    },
  };
}
