import { todayInNetherlands } from '../../ui/today.ts';
import { accountLines } from './account-of-file.ts';
import type { FileAccount } from './account-of-file.ts';
import { csvOf, fileName } from './csv.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { saveFile } from './save-file.ts';
import type { TableWords } from './table-words.ts';

interface SaveButtonsProps {
  readonly file: SavedTable & { readonly words: TableWords };
  readonly account: FileAccount;
}

const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The table as a file: CSV, or Excel with a sheet that accounts for the rows. */
export function SaveButtons({ file, account }: SaveButtonsProps) {
  const { table, words } = file;
  const name = (extension: 'csv' | 'xlsx') =>
    fileName(table.name, todayInNetherlands(), completenessOf(file), extension);
  const saveExcel = async () => {
    const { xlsxOf } = await import('./xlsx.ts');
    const content = await xlsxOf(table, words, accountLines(account, file));
    saveFile(name('xlsx'), content, excelType);
  };
  return (
    <>
      <button
        type="button"
        className="save-csv"
        aria-label="CSV opslaan"
        title="Save as CSV, for a spreadsheet"
        onClick={() =>
          saveFile(name('csv'), csvOf(table, remarksOf(file), words), 'text/csv;charset=utf-8')
        }
      >
        CSV
      </button>
      <button
        type="button"
        aria-label="Excel opslaan"
        title="Save as Excel, with a sheet about origin and completeness"
        onClick={() => void saveExcel()}
      >
        Excel
      </button>
    </>
  );
}
