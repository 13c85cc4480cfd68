import { headersOf, REGISTER_PARTS, type RegisterLayout, type RegisterPart } from './layout.ts';
import type { WantedTables } from './read-tables.ts';
import type { RegisterContent, UnknownWord } from './records.ts';
import { grantsOf, pilotsOf, subsidiesOf, type RegisterOf } from './rows.ts';
import type { Row } from './table.ts';

const UNKNOWN_WORDS_MAX = 100;

/** The parts of a register in one of its files. */
function partsAt(path: string, layout: RegisterLayout): readonly RegisterPart[] {
  return REGISTER_PARTS.filter((part) => layout[part]?.at === path);
}

/** The tables to read of one file of a register. */
export function wantedAt(path: string, layout: RegisterLayout): WantedTables {
  return {
    tables: partsAt(path, layout).map((part) => ({
      sheet: layout[part]?.sheet ?? '',
      headers: headersOf(layout[part]?.columns ?? {}),
    })),
    csv:
      layout.format === 'csv' ? { delimiter: layout.delimiter, encoding: layout.encoding } : null,
  };
}

/** The records in the tables of one file; throws `garbled` when a row is not as agreed. */
export function recordsOf(
  tables: readonly (readonly Row[])[],
  path: string,
  of: RegisterOf,
): RegisterContent {
  const parts = partsAt(path, of.layout);
  const rowsOf = (part: RegisterPart) => tables[parts.indexOf(part)] ?? [];
  const { pilots, grants, subsidies } = of.layout;
  const unknown = new Map<string, UnknownWord>();
  const report = (list: string, word: string) => {
    if (unknown.size < UNKNOWN_WORDS_MAX) unknown.set(`${list} ${word}`, { list, word });
  };
  return {
    pilots: pilots ? pilotsOf(rowsOf('pilots'), pilots, of) : [],
    grants: grants ? grantsOf(rowsOf('grants'), grants, of) : [],
    subsidies: subsidies ? subsidiesOf(rowsOf('subsidies'), subsidies, of, report) : [],
    unknownWords: [...unknown.values()],
  };
}
