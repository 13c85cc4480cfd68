import { useState } from 'react';
import { todayInNetherlands } from '../../ui/today.ts';
import { useLanguage } from '../choices/page-language.ts';
import { accountLines } from './account-of-file.ts';
import type { FileAccount } from './account-of-file.ts';
import { csvOf, fileName } from './csv.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { saveFile } from './save-file.ts';
import type { TableWords } from './table-words.ts';
import { responseTexts } from './texts.ts';

interface SaveButtonsProps {
  readonly file: SavedTable & { readonly words: TableWords };
  readonly account: FileAccount;
}

const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The table as a file: CSV, or Excel with a sheet that accounts for the rows. */
export function SaveButtons({ file, account }: SaveButtonsProps) {
  const { table, words } = file;
  const language = useLanguage();
  const texts = responseTexts[language];
  const name = (extension: 'csv' | 'xlsx') =>
    fileName(
      {
        tableName: table.name,
        today: todayInNetherlands(),
        completeness: completenessOf(file),
        extension,
      },
      language,
    );
  const saveCsv = () =>
    saveFile(name('csv'), csvOf(table, remarksOf(file, language), words), 'text/csv;charset=utf-8');
  const [hasFailed, setHasFailed] = useState(false);
  const saveExcel = async () => {
    setHasFailed(false);
    const { xlsxOf } = await import('./xlsx.ts');
    const content = await xlsxOf(
      table,
      words,
      accountLines(account, file, language),
      texts.account,
    );
    saveFile(name('xlsx'), content, excelType);
  };
  return (
    <>
      <button
        type="button"
        className="save-csv"
        aria-label={texts.saveCsv}
        title={texts.saveCsvTitle}
        onClick={saveCsv}
      >
        CSV
      </button>
      <button
        type="button"
        aria-label={texts.saveExcel}
        title={texts.saveExcelTitle}
        onClick={() => void saveExcel().catch(() => setHasFailed(true))}
      >
        Excel
      </button>
      {/* Without a connection, or after a new version of the gateway, whose files have other names. */}
      {hasFailed && (
        <p className="save-failed" role="alert">
          {texts.excelFailed}
        </p>
      )}
    </>
  );
}
