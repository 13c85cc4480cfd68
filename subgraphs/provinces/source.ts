import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { createHttpPartner } from '../kit/partners/http-partner.ts';
import type { ProvincePartner } from './partner-entry.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { REGISTER_PARTS, type RegisterLayout, type RegisterPart } from './layout.ts';
import type { RegisterContent } from './records.ts';
import { createRegisterFile, type RegisterFile } from './register-file.ts';
import { recordsOf, wantedAt } from './register-records.ts';
import { createTableReader } from './table-reader.ts';

/** The register of one province, file by file. Its records are checked. */
export interface ProvinceSource {
  /** The file with a part of the register; null when the province does not publish it. */
  fileOf(part: RegisterPart): string | null;
  /** Every file once. */
  readonly files: readonly string[];
  read(file: string, call: PartnerCall): Promise<RegisterContent>;
  stop(): Promise<void>;
}

const CSV_TYPES = ['text/csv', 'application/csv'];
const XLSX_TYPES = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

export function createProvinceSource(
  province: ProvincePartner,
  layout: RegisterLayout,
  log: PartnerLog,
): ProvinceSource {
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
          const content = recordsOf(tables, path, { partner: province.id, layout });
          for (const { list, word } of content.unknownWords) log.recordUnknownWord(list, word);
          return content;
        },
      }),
    ]),
  );
  return {
    files: paths,
    fileOf: (part) => layout[part]?.at ?? null,
    read: (path, call) => {
      const file = files.get(path);
      if (file === undefined) throw new Error(`Cannot find "${path}" in the layout`);
      return file.read(call);
    },
    stop: () => partner.stop(),
  };
}
