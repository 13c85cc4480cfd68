import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { createHttpPartner } from '../kit/partners/http-partner.ts';
import type { ProvincePartner } from './partner-entry.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { REGISTER_PARTS, type RegisterLayout, type RegisterPart, headersOf } from './layout.ts';
import type { RegisterContent, UnknownWord } from './records.ts';
import { createUnreadTally } from '../kit/partners/unread-values.ts';
import { createRegisterFile, type RegisterFile } from './register-file.ts';
import { createTableReader } from './table-reader.ts';
import type { WantedTables } from './read-tables.ts';
import { grantsOf, pilotsOf, subsidiesOf, type ReadTable, type RegisterOf } from './rows.ts';
import type { Table } from './table.ts';

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
        parse: async (file) => {
          const tables = await readTables(file, wantedAt(path, layout));
          for (const [index, part] of partsAt(path, layout).entries()) {
            log.recordReceived?.(part, tables[index]?.rows ?? []);
          }
          const content = await recordsOf(tables, path, { partner: province.id, layout });
          for (const { list, word } of content.unknownWords) log.recordUnknownWord(list, word);
          for (const { part, values } of content.unread) log.recordUnread(part, values);
          for (const { part, header, count } of content.unknownCounts) {
            log.recordUnknownWords(part, header, count);
          }
          return content;
        },
      }),
    ]),
  );
  const read = (path: string, call: PartnerCall) => {
    const file = files.get(path);
    if (file === undefined) throw new Error(`Cannot find "${path}" in the layout`);
    return file.read(call);
  };
  return {
    /** Every file once. */
    files: paths,
    /** The file with a part of the register; null when the province does not publish it. */
    fileOf: (part: RegisterPart) => layout[part]?.at ?? null,
    read,
    /** Asks whether one file of the register changed. */
    ping: async (call: PartnerCall) => {
      const [path] = paths;
      if (path !== undefined) await read(path, call);
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

/** The records in the tables of one file; throws `garbled` when it is not as agreed. */
async function recordsOf(
  tables: readonly Table[],
  path: string,
  of: RegisterOf,
): Promise<RegisterContent> {
  const parts = partsAt(path, of.layout);
  const { pilots, grants, subsidies } = of.layout;
  const unknown = new Map<string, UnknownWord>();
  const reportWord = (list: string, word: string) => {
    if (unknown.size < UNKNOWN_WORDS_MAX) unknown.set(`${list} ${word}`, { list, word });
  };
  const counts = new Map<string, RegisterContent['unknownCounts'][number]>();
  const tallies = new Map(parts.map((part) => [part, createUnreadTally()]));
  const tableOf = (part: RegisterPart): ReadTable => {
    const { rows, leftOut } = tables[parts.indexOf(part)] ?? { rows: [], leftOut: [] };
    const { report } = tallies.get(part) ?? createUnreadTally();
    for (const { what, count } of leftOut) {
      for (let times = 0; times < count; times += 1) report('row', what);
    }
    const countUnknown = (header: string) => {
      const key = JSON.stringify([part, header]);
      const before = counts.get(key) ?? { part, header, count: 0 };
      counts.set(key, { ...before, count: before.count + 1 });
    };
    return { rows, report, reportWord, countUnknown };
  };
  return {
    pilots: pilots ? await pilotsOf(tableOf('pilots'), pilots, of) : [],
    grants: grants ? await grantsOf(tableOf('grants'), grants, of) : [],
    subsidies: subsidies ? await subsidiesOf(tableOf('subsidies'), subsidies, of) : [],
    unknownWords: [...unknown.values()],
    unknownCounts: [...counts.values()],
    unread: [...tallies].map(([part, tally]) => ({ part, values: tally.list() })),
  };
}
