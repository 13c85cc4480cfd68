import { useState } from 'react';
import { todayInNetherlands } from '../../ui/today.ts';
import { useLanguage } from '../choices/page-language.ts';
import { accountLines, namesItsSources } from './account-of-file.ts';
import type { FileAccount } from './account-of-file.ts';
import { csvOf, fileName } from './csv.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { useAskPlan } from './plan.ts';
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
  const ask = useAskPlan();
  /** Most queries ask for no partner or release; then the account says at least which kinds of partners gave the data. */
  const askedFor = async ({ origin, data }: FileAccount): Promise<readonly string[]> => {
    if (origin === undefined || namesItsSources(data)) return [];
    const { query, variables } = origin.request;
    const plan = await ask({ query, variables: JSON.stringify(variables ?? {}) });
    return 'subgraphs' in plan ? plan.subgraphs : [];
  };
  const [hasFailed, setHasFailed] = useState(false);
  const saveExcel = async () => {
    setHasFailed(false);
    const [{ xlsxOf }, subgraphs] = await Promise.all([import('./xlsx.ts'), askedFor(account)]);
    const lines = accountLines({ ...account, subgraphs }, file, language);
    const content = await xlsxOf(table, words, lines, texts.account);
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
