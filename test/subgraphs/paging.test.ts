import { createHash } from 'node:crypto';
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
  type PlacedRow,
} from '../../subgraphs/kit/paging/merge-pages.ts';
import { rowsByDay } from '../../subgraphs/kit/paging/rows-by-day.ts';

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
    const arrived = new Map<string, PlacedRow[]>();
    for (const [partner, rows] of Object.entries(rowsAt(step))) {
      if (unavailable.includes(partner)) continue;
      const after = positions[partner];
      const sorted = rows.toSorted().map((row) => row.split('/') as [string, string]);
      const ordered = direction === 'ASC' ? sorted : sorted.toReversed();
      const at = after ? ordered.findIndex((key) => key.join('/') === after.join('/')) + 1 : 0;
      arrived.set(
        partner,
        ordered.slice(at, at + first + 1).map((sortKey) => ({
          partner,
          sortValue: sortKey[0],
          tie: () => partner,
          position: () => sortKey,
        })),
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
    pages.push(page.rows.map((row) => `${row.partner}:${row.position().join('/')}`));
    positions = page.endPositions();
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

describe('rowsByDay', () => {
  interface Row extends PagedRow {
    readonly id: string;
  }
  /** Rows of days in the partner's order, with ids in another order. */
  const rowsOf = (...sizes: readonly number[]): Row[] =>
    sizes.flatMap((size, day) =>
      Array.from({ length: size }, (_, index) => ({
        partner: 'aa',
        sortKey: [`2026-01-0${day + 1}`, String(index).padStart(4, '0')] as const,
        id: createHash('sha256').update(`${day} ${index}`).digest('hex'),
      })),
    );
  const textOf = ({ sortKey, id }: Row) => `${sortKey[0]} ${id}`;

  /** Reads all pages; the partner gives at most `readMax` rows at once, in its own order. */
  async function walkByDay(
    rows: readonly Row[],
    first: number,
    { direction = 'ASC', readMax = 1_000, hasDays = true, leavesOut = false }: WalkOptions = {},
  ) {
    const own = direction === 'ASC' ? rows : rows.toReversed();
    let positions: Positions = {};
    let mostRead = 0;
    const walked: Row[] = [];
    for (;;) {
      let read = 0;
      const page = await rowsByDay<Row>(
        positions['aa'],
        first + 1,
        (after, limit, enough) => {
          const start = own.findIndex(({ sortKey }) => sortKey.join() === after?.join()) + 1;
          expect(limit).toBeLessThanOrEqual(readMax);
          read += 1;
          const given = own.slice(start, start + limit);
          const last = leavesOut && enough !== null ? given[enough - 1]?.sortKey[0] : undefined;
          const end = given.findLastIndex(({ sortKey }) => sortKey[0] === last);
          return Promise.resolve(last === undefined ? given : given.slice(0, end + 1));
        },
        {
          direction,
          readMax,
          dayOf: hasDays ? ({ sortKey }) => sortKey[0] : null,
          idOf: ({ id }) => id,
        },
      );
      mostRead = Math.max(mostRead, read);
      const merged = mergePages(
        { arrived: new Map([['aa', page]]), unavailable: [] },
        positions,
        first,
        direction,
      );
      walked.push(...merged.rows);
      positions = merged.endPositions();
      if (!merged.hasNextPage) return { walked, mostRead };
    }
  }
  interface WalkOptions {
    readonly direction?: Direction;
    readonly readMax?: number;
    readonly hasDays?: boolean;
    /** Whether the partner leaves out the days that nobody asks for. */
    readonly leavesOut?: boolean;
  }

  test.each([1, 2, 7, 20, 100])('orders days by id, in pages of %i', async (first) => {
    for (const sizes of [[], [1], [3, 1, 40], [60, 200, 5], [101, 1, 1, 1]]) {
      const rows = rowsOf(...sizes);
      const inOrder = rows.map(textOf).toSorted();
      const { walked } = await walkByDay(rows, first);
      expect(walked.map(textOf)).toEqual(inOrder);
      const { walked: descending } = await walkByDay(rows, first, { direction: 'DESC' });
      expect(descending.map(textOf)).toEqual(inOrder.toReversed());
    }
  });

  test.each([1, 2, 7, 20, 100])(
    'gives the same pages of %i where a partner leaves out later days',
    async (first) => {
      for (const sizes of [[], [1], [3, 1, 40], [60, 200, 5], [101, 1, 1, 1]]) {
        const rows = rowsOf(...sizes);
        for (const direction of ['ASC', 'DESC'] as const) {
          const whole = await walkByDay(rows, first, { direction });
          const short = await walkByDay(rows, first, { direction, leavesOut: true });
          expect(short.walked.map(textOf)).toEqual(whole.walked.map(textOf));
          expect(short.mostRead).toBeLessThanOrEqual(whole.mostRead);
        }
      }
    },
  );

  test('reads once where days are small', async () => {
    expect((await walkByDay(rowsOf(9, 9, 9, 9, 9, 9), 20)).mostRead).toBe(1);
  });

  test('orders a list without days by id, where the partner gives 250 rows at once', async () => {
    const rows = rowsOf(400, 300);
    const { walked, mostRead } = await walkByDay(rows, 100, { hasDays: false, readMax: 250 });
    expect(walked.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted());
    expect(mostRead).toBe(3);
  });

  test('of more than 1000 rows of a day each thousand is ordered by id, and every row is given once', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const rows = rowsOf(2_500);
      const { walked, mostRead } = await walkByDay(rows, 100, { direction });
      const own = direction === 'ASC' ? rows : rows.toReversed();
      const thousands = [own.slice(0, 1_000), own.slice(1_000, 2_000), own.slice(2_000)];
      expect(walked.map(({ id }) => id)).toEqual(
        thousands.flatMap((part) => {
          const ids = part.map(({ id }) => id).toSorted();
          return direction === 'ASC' ? ids : ids.toReversed();
        }),
      );
      expect(mostRead).toBeLessThanOrEqual(3);
    }
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
