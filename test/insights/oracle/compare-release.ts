import type { ReleaseFile } from '../../../subgraphs/insights/release/release-file.ts';
import { roundedOrHidden, type TrueTable } from './true-tables.ts';

/**
 * What a release says that the oracle does not: a number that is not the rounded truth, or one of a small count. A cell
 * may be hidden that is not small, because others would tell it.
 */
export function differencesFrom(
  oracle: ReadonlyMap<string, TrueTable>,
  files: readonly ReleaseFile[],
): readonly string[] {
  return files.flatMap(({ tables }) =>
    tables.flatMap(({ id, status, rows }) => {
      const truth = oracle.get(id);
      const isOfAnswers = rows.some(({ answer }) => answer !== undefined);
      if (status !== 'PUBLISHED' || isOfAnswers) return [];
      if (truth === undefined) return [`${id}: the oracle has no such table`];
      const values = new Map(rows.map(({ keys, value }) => [keys.join(), value]));
      return truth.cells.flatMap((cell) => {
        const value = values.get(cell.keys.join());
        const expected = roundedOrHidden(cell);
        return value === null || value === expected
          ? []
          : [`${id} ${cell.keys.join()}: ${value}, and the oracle has ${expected}`];
      });
    }),
  );
}
