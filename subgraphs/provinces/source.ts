import { createHttpPartner } from '../asking/http-partner.ts';
import type { ProvincePartner } from '../partners.ts';
import { headersOf, REGISTER_PARTS, type RegisterLayout, type RegisterPart } from './layout.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import type { RegisterContent } from './records.ts';
import { createRegisterFile, type RegisterFile } from './register-file.ts';
import { grantsOf, pilotsOf, subsidiesOf, type RegisterOf } from './rows.ts';
import type { Row } from './table.ts';

/** What one province can be asked: its register, file by file. Records are checked, in our words. */
export interface ProvinceSource {
  /** The file that a part of the register stands in; null when the province does not publish it. */
  fileOf(part: RegisterPart): string | null;
  /** Every file once. */
  readonly files: readonly string[];
  read(file: string, signal: AbortSignal): Promise<RegisterContent>;
  stop(): Promise<void>;
}

const CSV_TYPES = ['text/csv', 'application/csv'];
const XLSX_TYPES = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

export function createProvinceSource(
  province: ProvincePartner,
  layout: RegisterLayout,
): ProvinceSource {
  const partner = createHttpPartner(province);
  const paths = [...new Set(REGISTER_PARTS.flatMap((part) => layout[part]?.at ?? []))];
  const files = new Map<string, RegisterFile<RegisterContent>>(
    paths.map((path) => [
      path,
      createRegisterFile({
        partner,
        path,
        accept: layout.format === 'csv' ? CSV_TYPES : XLSX_TYPES,
        freshForMs: province.freshForSeconds * 1_000,
        parse: (bytes) => parseFile(bytes, path, { province: province.id, layout }),
      }),
    ]),
  );
  return {
    files: paths,
    fileOf: (part) => layout[part]?.at ?? null,
    read: (path, signal) => {
      const file = files.get(path);
      if (file === undefined) throw new Error(`Cannot find "${path}" in the layout`);
      return file.read(signal);
    },
    stop: () => partner.stop(),
  };
}

async function parseFile(bytes: Buffer, path: string, of: RegisterOf): Promise<RegisterContent> {
  const parts = REGISTER_PARTS.filter((part) => of.layout[part]?.at === path);
  const tables = await readTables(bytes, parts, of.layout);
  const rowsOf = (part: RegisterPart) => tables[parts.indexOf(part)] ?? [];
  const { pilots, grants, subsidies } = of.layout;
  return {
    pilots: pilots ? pilotsOf(rowsOf('pilots'), pilots, of) : [],
    grants: grants ? grantsOf(rowsOf('grants'), grants, of) : [],
    subsidies: subsidies ? subsidiesOf(rowsOf('subsidies'), subsidies, of) : [],
  };
}

async function readTables(
  bytes: Buffer,
  parts: readonly RegisterPart[],
  layout: RegisterLayout,
): Promise<readonly (readonly Row[])[]> {
  const wanted = parts.map((part) => ({
    sheet: layout[part]?.sheet ?? '',
    headers: headersOf(layout[part]?.columns ?? {}),
  }));
  if (layout.format === 'xlsx') return readXlsx(bytes, wanted);
  return wanted.map(({ headers }) => readCsv(bytes, headers, layout));
}
