import { describe, expect, test } from 'vitest';
import {
  plainCursors,
  readCursor,
  writeCursor,
  type Positions,
} from '../../subgraphs/kit/paging/cursor.ts';
import {
  mergePages,
  type Direction,
  type PagedRow,
} from '../../subgraphs/kit/paging/merge-pages.ts';

type Partners = Readonly<Record<string, readonly string[]>>;

/** Reads all pages over partners with rows `day/key`, some of them unavailable at some pages. */
function walk(
  rowsAt: (step: number) => Partners,
  unavailableAt: (step: number) => readonly string[],
  first: number,
  direction: Direction = 'ASC',
) {
  let positions: Positions = {};
  const pages: string[][] = [];
  for (let step = 0; step < 50; step += 1) {
    const unavailable = unavailableAt(step);
    const arrived = new Map<string, PagedRow[]>();
    for (const [partner, rows] of Object.entries(rowsAt(step))) {
      if (unavailable.includes(partner)) continue;
      const after = positions[partner];
      const sorted = rows.toSorted().map((row) => row.split('/') as [string, string]);
      const ordered = direction === 'ASC' ? sorted : sorted.toReversed();
      const at = after ? ordered.findIndex((key) => key.join('/') === after.join('/')) + 1 : 0;
      arrived.set(
        partner,
        ordered.slice(at, at + first + 1).map((sortKey) => ({ partner, sortKey })),
      );
    }
    const page = mergePages(
      {
        arrived,
        unavailable: unavailable.map((partner) => ({
          partner,
          kind: 'funds',
          fault: 'late' as const,
        })),
      },
      positions,
      first,
      direction,
    );
    pages.push(page.rows.map((row) => `${row.partner}:${row.sortKey.join('/')}`));
    positions = page.endPositions;
    if (!page.hasNextPage) return pages;
  }
  throw new Error('the walk did not end');
}

const partners: Partners = {
  aa: ['2019-01-01/1', '2019-01-03/2', '2019-01-05/3'],
  bb: ['2019-01-01/9', '2019-01-02/8', '2019-01-05/7'],
};
const all = Object.entries(partners).flatMap(([id, rows]) => rows.map((row) => `${id}:${row}`));
const never = () => [];

describe('mergePages', () => {
  test('sorts rows over partners, and ties by partner', () => {
    expect(walk(() => partners, never, 2)).toEqual([
      ['aa:2019-01-01/1', 'bb:2019-01-01/9'],
      ['bb:2019-01-02/8', 'aa:2019-01-03/2'],
      ['aa:2019-01-05/3', 'bb:2019-01-05/7'],
    ]);
  });

  test('gives the same list in reverse for DESC', () => {
    expect(walk(() => partners, never, 4, 'DESC').flat()).toEqual(
      walk(() => partners, never, 4)
        .flat()
        .toReversed(),
    );
  });

  test('gives every row once, whatever the page size', () => {
    for (const first of [1, 2, 3, 5, 6, 7, 100]) {
      expect(
        walk(() => partners, never, first)
          .flat()
          .toSorted(),
      ).toEqual(all.toSorted());
    }
  });

  test('gives the rows of a partner on a later page when it was unavailable before', () => {
    const walked = walk(
      () => partners,
      (step) => (step < 2 ? ['aa'] : []),
      1,
    );
    expect(walked.flat().toSorted()).toEqual(all.toSorted());
    expect(walked[0]).toEqual(['bb:2019-01-01/9']);
  });

  test('repeats and skips no row when rows are inserted before and after the cursor', () => {
    const grown: Partners = {
      ...partners,
      aa: ['2018-12-31/0', ...(partners['aa'] ?? []), '2019-01-06/4'],
    };
    const walked = walk((step) => (step === 0 ? partners : grown), never, 2).flat();
    expect(walked.toSorted()).toEqual([...all, 'aa:2019-01-06/4'].toSorted());
  });

  test('has no next page when only unavailable partners are left', () => {
    expect(
      walk(
        () => partners,
        () => ['aa'],
        3,
      ),
    ).toEqual([['bb:2019-01-01/9', 'bb:2019-01-02/8', 'bb:2019-01-05/7'], []]);
  });
});

describe('a cursor', () => {
  const positions: Positions = { aa: ['2019-01-01', '1'] };

  test('gives its positions back for the same scope', () => {
    const cursor = writeCursor(plainCursors, { field: 'a' }, positions);
    expect(readCursor(plainCursors, { field: 'a' }, cursor)).toEqual(positions);
  });

  test('of another scope, and a text that is no cursor, are CURSOR_INVALID', () => {
    const cursor = writeCursor(plainCursors, { field: 'a' }, positions);
    const codeOf = (text: string) => {
      try {
        readCursor(plainCursors, { field: 'b' }, text);
        return 'accepted';
      } catch (error) {
        return (error as { extensions?: { code?: string } }).extensions?.code;
      }
    };
    const hostile = [cursor, '', 'x', 'bnVsbA', Buffer.from('{"q":1}').toString('base64url')];
    expect(hostile.map(codeOf)).toEqual(hostile.map(() => 'CURSOR_INVALID'));
  });
});
