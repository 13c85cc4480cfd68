/** What a file of an answer must say about itself: what is missing, and what is not known. */
import type { Table } from './flatten.ts';
import type { Notice } from './notices.ts';

export type Completeness = 'complete' | 'unknown' | 'incomplete';

export interface SavedTable {
  readonly table: Table;
  readonly notices: readonly Notice[];
  /** To whom the answer was given, when that is not who looks at it now. */
  readonly otherAsker?: string | undefined;
}

/** In Dutch, a sentence each; none when nothing is missing. */
export function remarksOf({ table, notices, otherAsker }: SavedTable): readonly string[] {
  const rows = table.rows.length === 1 ? 'de ene rij' : `de ${table.rows.length} rijen`;
  return [
    ...notices.map(noticeRemark),
    ...(table.hasMore ? [`Niet volledig: er zijn meer rijen dan ${rows} in dit bestand.`] : []),
    ...(table.isMoreUnknown
      ? [
          `Mogelijk niet volledig: niet bekend is of er meer rijen zijn dan ${rows} in dit bestand. ` +
            'Vraag ook "pageInfo { hasNextPage }" om dat te weten.',
        ]
      : []),
    ...table.cutColumns.map(
      (column) => `Niet volledig: in de kolom "${column}" staan niet alle gegevens.`,
    ),
    ...table.maybeCutColumns.map(
      (column) =>
        `Mogelijk niet volledig: niet bekend is of in de kolom "${column}" alle gegevens staan.`,
    ),
    ...(otherAsker === undefined ? [] : [`Dit antwoord is gegeven aan: ${otherAsker}.`]),
  ];
}

/** What a partner does not offer is no gap: nobody has it. */
export function completenessOf({ table, notices }: SavedTable): Completeness {
  const isLacking = notices.some(({ tone }) => tone !== 'not-offered');
  if (isLacking || table.hasMore || table.cutColumns.length > 0) return 'incomplete';
  return table.isMoreUnknown || table.maybeCutColumns.length > 0 ? 'unknown' : 'complete';
}

function noticeRemark({ tone, nl, detail }: Notice): string {
  const sentence = nl.endsWith('.') ? nl : `${nl}.`;
  if (tone === 'silent') {
    return `Niet volledig: ${sentence} Die gegevens ontbreken in dit bestand.`;
  }
  if (tone === 'not-offered') return `Let op: ${sentence}`;
  return `Niet volledig: ${sentence}${detail === undefined ? '' : ` (${detail})`}`;
}
