import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { createHttpPartner } from '../kit/partners/http-partner.ts';
import type { ProvincePartner } from './partner-entry.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { REGISTER_PARTS, type RegisterLayout, type RegisterPart, headersOf } from './layout.ts';
import type { RegisterContent, UnknownWord } from './records.ts';
import { createRegisterFile, type RegisterFile } from './register-file.ts';
import { createTableReader } from './table-reader.ts';
import type { WantedTables } from './read-tables.ts';
import { grantsOf, pilotsOf, subsidiesOf, type RegisterOf } from './rows.ts';
import type { Row } from './table.ts';

/** The register of one province, file by file. Its records are checked. */
export type ProvinceSource = ReturnType<typeof createProvinceSource>;

const CSV_TYPES = ['text/csv', 'application/csv'];
const XLSX_TYPES = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

export function createProvinceSource(
  province: ProvincePartner,
  layout: RegisterLayout,
  log: PartnerLog,
) {
  const partner = createHttpPartner(province);
  const readTables = createTableReader();
  const paths = [...new Set(REGISTER_PARTS.flatMap((part) => layout[part]?.at ?? []))];
  const files = new Map<string, RegisterFile<RegisterContent>>(
    paths.map((path) => [
      path,
      createRegisterFile({
        partner,
        path,
        accept: layout.format === 'csv' ? CSV_TYPES : XLSX_TYPES,
        freshForMs: province.freshForSeconds * 1_000,
        parse: async (bytes) => {
          const tables = await readTables(bytes, wantedAt(path, layout));
          const content = await recordsOf(tables, path, { partner: province.id, layout });
          for (const { list, word } of content.unknownWords) log.recordUnknownWord(list, word);
          return content;
        },
      }),
    ]),
  );
  return {
    /** Every file once. */
    files: paths,
    /** The file with a part of the register; null when the province does not publish it. */
    fileOf: (part: RegisterPart) => layout[part]?.at ?? null,
    read: (path: string, call: PartnerCall) => {
      const file = files.get(path);
      if (file === undefined) throw new Error(`Cannot find "${path}" in the layout`);
      return file.read(call);
    },
    stop: () => partner.stop(),
  };
}

const UNKNOWN_WORDS_MAX = 100;

/** The parts of a register in one of its files. */
function partsAt(path: string, layout: RegisterLayout): readonly RegisterPart[] {
  return REGISTER_PARTS.filter((part) => layout[part]?.at === path);
}

/** The tables to read of one file of a register. */
function wantedAt(path: string, layout: RegisterLayout): WantedTables {
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
async function recordsOf(
  tables: readonly (readonly Row[])[],
  path: string,
  of: RegisterOf,
): Promise<RegisterContent> {
  const parts = partsAt(path, of.layout);
  const rowsOf = (part: RegisterPart) => tables[parts.indexOf(part)] ?? [];
  const { pilots, grants, subsidies } = of.layout;
  const unknown = new Map<string, UnknownWord>();
  const report = (list: string, word: string) => {
    if (unknown.size < UNKNOWN_WORDS_MAX) unknown.set(`${list} ${word}`, { list, word });
  };
  return {
    pilots: pilots ? await pilotsOf(rowsOf('pilots'), pilots, of) : [],
    grants: grants ? await grantsOf(rowsOf('grants'), grants, of) : [],
    subsidies: subsidies ? await subsidiesOf(rowsOf('subsidies'), subsidies, of, report) : [],
    unknownWords: [...unknown.values()],
  };
}
