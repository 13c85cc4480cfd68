/** Remarks in a saved file about rows and values that are missing or may be missing. */
import type { Language } from '../../ui/language.ts';
import type { FileWords } from './csv.ts';
import type { Table } from './tables.ts';
import type { Notice } from './notices.ts';
import { responseTexts } from './texts.ts';

export type Completeness = 'complete' | 'unknown' | 'incomplete';

export interface SavedTable {
  readonly table: Table;
  readonly notices: readonly Notice[];
  readonly words?: Pick<FileWords, 'headText'> | undefined;
  /** Who requested the response, when that is not the present role. */
  readonly otherUser?: string | undefined;
}

/** Sentences; an empty list when the file is complete. */
export function remarksOf(
  { table, notices, words, otherUser }: SavedTable,
  language: Language,
): readonly string[] {
  const { remarks, givenTo } = responseTexts[language];
  const head = (column: string) => words?.headText(column) ?? column;
  return [
    ...notices.map((notice) => noticeRemark(notice, language)),
    ...(table.hasMore ? [remarks.moreRows(table.rows.length)] : []),
    ...(table.isMoreUnknown ? [remarks.mayHaveMoreRows(table.rows.length)] : []),
    ...table.cutColumns.map((column) => remarks.cutColumn(head(column))),
    ...table.maybeCutColumns.map((column) => remarks.maybeCutColumn(head(column))),
    ...(otherUser === undefined ? [] : [givenTo(otherUser)]),
  ];
}

/** Data that a partner does not offer does not count as missing. */
export function completenessOf({ table, notices }: SavedTable): Completeness {
  const isLacking = notices.some(({ tone }) => tone !== 'not-offered');
  if (isLacking || table.hasMore || table.cutColumns.length > 0) return 'incomplete';
  return table.isMoreUnknown || table.maybeCutColumns.length > 0 ? 'unknown' : 'complete';
}

function noticeRemark(notice: Notice, language: Language): string {
  const { tone, detail, [language]: text } = notice;
  const { remarks } = responseTexts[language];
  const sentence = text.endsWith('.') ? text : `${text}.`;
  if (tone === 'unavailable') return remarks.unavailable(sentence);
  if (tone === 'not-offered') return remarks.note(sentence);
  return remarks.incomplete(`${sentence}${detail === undefined ? '' : ` (${detail})`}`);
}
