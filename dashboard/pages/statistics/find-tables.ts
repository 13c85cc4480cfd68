/** Which tables a reader looks for, and how they are put into sections. */
import { holds, searchedText, soughtWords } from '../../../ui/search/search.ts';
import type { EvaluationQuestion } from '../../../ui/evaluation-questions.ts';
import type { StatisticsTable } from '../../statistics/table.ts';
import type { LocalizedText } from '../../texts/locale.ts';

export interface ListedTable extends StatisticsTable {
  readonly topic: string;
  readonly audience: 'PUBLIC' | 'EVALUATION';
  readonly programme: { readonly id: string; readonly name: string | null } | null;
}

export interface Wanted {
  readonly words: string;
  /** Id of a programme; empty for all. */
  readonly programme: string;
}

/** The tables with each of the words in their texts or those of their questions, in Dutch or English. */
export function findTables(
  tables: readonly ListedTable[],
  questions: readonly EvaluationQuestion[],
  { words, programme }: Wanted,
): readonly ListedTable[] {
  const ofProgramme = tables.filter(
    (table) => programme === '' || table.programme?.id === programme,
  );
  return withWords(ofProgramme, words, (table) => textsOf(table, questions));
}

/** The questions with each of the words in their text; without words all of them. */
export function findQuestions(
  questions: readonly EvaluationQuestion[],
  words: string,
): readonly EvaluationQuestion[] {
  return withWords(questions, words, ({ nl, en, theme }) => [nl, en, theme.nl, theme.en]);
}

function withWords<Item>(
  items: readonly Item[],
  words: string,
  textsIn: (item: Item) => readonly string[],
): readonly Item[] {
  const searched = items.map((item) => ({ item, text: searchedText(...textsIn(item)) }));
  const sought = soughtWords(
    words,
    searched.map(({ text }) => text),
  );
  return searched
    .filter(({ text }) => sought.every((word) => holds(text, word)))
    .map(({ item }) => item);
}

function textsOf(table: ListedTable, questions: readonly EvaluationQuestion[]): readonly string[] {
  const both = [
    table.title,
    table.method,
    ...table.dimensions.flatMap(({ title, categories }) => [
      title,
      ...categories.map((category) => category.title),
    ]),
    ...questions.filter(({ number }) => table.questions.includes(number)),
  ];
  return [table.programme?.name ?? '', ...both.flatMap(({ nl, en }) => [nl, en])];
}

/** The published tables of which a text has the title in quotes: the registry names what is lawful instead. */
export function namedTables<
  Table extends { readonly status: string; readonly title: LocalizedText },
>(texts: readonly (LocalizedText | null)[], tables: readonly Table[]): readonly Table[] {
  return tables.filter(
    ({ status, title }) =>
      status === 'PUBLISHED' && texts.some((text) => text?.nl.includes(`"${title.nl}"`)),
  );
}

/** The programmes of the tables, by name. */
export function programmesOf(
  tables: readonly ListedTable[],
): readonly { readonly id: string; readonly name: string }[] {
  const names = new Map(
    tables.flatMap(({ programme }) =>
      programme ? [[programme.id, programme.name ?? programme.id] as const] : [],
    ),
  );
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'nl'));
}

/** The values of a list by their key, in the order in which the keys come first. */
export function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): readonly (readonly [string, readonly Value[]])[] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return [...groups];
}
