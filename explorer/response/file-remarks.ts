/** Remarks in a saved file about rows and values that are missing or may be missing. */
import type { FileWords } from './csv.ts';
import type { Table } from './tables.ts';
import type { Notice } from './notices.ts';

export type Completeness = 'complete' | 'unknown' | 'incomplete';

export interface SavedTable {
  readonly table: Table;
  readonly notices: readonly Notice[];
  readonly words?: Pick<FileWords, 'headText'> | undefined;
  /** Who requested the response, when that is not the present role. */
  readonly otherUser?: string | undefined;
}

/** Dutch sentences; an empty list when the file is complete. */
export function remarksOf({ table, notices, words, otherUser }: SavedTable): readonly string[] {
  const head = (column: string) => words?.headText(column) ?? column;
  const rows = table.rows.length === 1 ? 'de ene rij' : `de ${table.rows.length} rijen`;
  return [
    ...notices.map(noticeRemark),
    ...(table.hasMore ? [`Niet volledig: er zijn meer rijen dan ${rows} in dit bestand.`] : []),
    ...(table.isMoreUnknown
      ? [
          `Mogelijk niet volledig: het is niet bekend of er meer rijen zijn dan ${rows} in dit bestand. ` +
            'Vraag ook "pageInfo { hasNextPage }" op om dat te weten.',
        ]
      : []),
    ...table.cutColumns.map(
      (column) => `Niet volledig: in de kolom "${head(column)}" staan niet alle gegevens.`,
    ),
    ...table.maybeCutColumns.map(
      (column) =>
        `Mogelijk niet volledig: het is niet bekend of in de kolom "${head(column)}" alle gegevens staan.`,
    ),
    ...(otherUser === undefined ? [] : [`Dit antwoord is gegeven aan: ${otherUser}.`]),
  ];
}

/** Data that a partner does not offer does not count as missing. */
export function completenessOf({ table, notices }: SavedTable): Completeness {
  const isLacking = notices.some(({ tone }) => tone !== 'not-offered');
  if (isLacking || table.hasMore || table.cutColumns.length > 0) return 'incomplete';
  return table.isMoreUnknown || table.maybeCutColumns.length > 0 ? 'unknown' : 'complete';
}

function noticeRemark({ tone, nl, detail }: Notice): string {
  const sentence = nl.endsWith('.') ? nl : `${nl}.`;
  if (tone === 'unavailable') {
    return `Niet volledig: ${sentence} Die gegevens ontbreken in dit bestand.`;
  }
  if (tone === 'not-offered') return `Let op: ${sentence}`;
  return `Niet volledig: ${sentence}${detail === undefined ? '' : ` (${detail})`}`;
}
