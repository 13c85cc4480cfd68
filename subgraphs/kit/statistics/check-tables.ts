import type { StatisticsTableRequest } from './protocol.ts';
import type { SubgraphStatistics } from './subgraph-statistics.ts';

/** What is wrong with the first table that a subgraph cannot give, as a sentence; null when it can give them all. */
export function tableProblem(
  tables: readonly StatisticsTableRequest[],
  { recordSets }: Pick<SubgraphStatistics, 'recordSets'>,
): string | null {
  for (const [at, { recordSet, columns, give }] of tables.entries()) {
    const known = Object.hasOwn(recordSets, recordSet) ? recordSets[recordSet] : undefined;
    const cannot = `Cannot give table ${at + 1} of the request`;
    if (known === undefined) {
      return `${cannot}: expected one of the record sets ${Object.keys(recordSets).join(', ')}`;
    }
    if (!columns.every((column) => known.columns.includes(column))) {
      return `${cannot}: the columns of ${recordSet} here are ${known.columns.join(', ')}`;
    }
    if (new Set(columns).size !== columns.length) return `${cannot}: a column is there twice`;
    if (give === 'tokens' && known.domain === null) {
      return `${cannot}: records of ${recordSet} have no tokens here, ask for counts`;
    }
  }
  return null;
}
