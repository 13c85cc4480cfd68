import { textOf } from './csv.ts';
import type { Cell, Table } from './flatten.ts';

/** More rows than this only slow the page; the CSV file has them all. */
const shownRowsMax = 500;
const shortCharactersMax = 40;

export function TableView({ table }: { readonly table: Table }) {
  const numeric = new Set(table.columns.filter((column) => isNumeric(table, column)));
  const align = (column: string) => (numeric.has(column) ? 'number' : undefined);
  const shown = table.rows.slice(0, shownRowsMax);
  return (
    // Focusable, so that the arrow keys scroll it.
    <div className="table-scroll" role="region" aria-label={`Tabel ${table.name}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col" className={align(column)}>
                <ColumnName name={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              {table.columns.map((column) => (
                <td key={column} className={isLong(row.get(column)) ? 'long' : align(column)}>
                  <CellText cell={row.get(column) ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > shownRowsMax && (
        <p className="rows-left-out">
          De eerste {shownRowsMax} van {table.rows.length} rijen; het CSV-bestand heeft ze allemaal.
        </p>
      )}
    </div>
  );
}

function ColumnName({ name }: { readonly name: string }) {
  const cut = name.lastIndexOf('.') + 1;
  return (
    <>
      {cut > 0 && <span className="column-path">{name.slice(0, cut)}</span>}
      {name.slice(cut)}
    </>
  );
}

function CellText({ cell }: { readonly cell: Cell }) {
  if (typeof cell !== 'object' || cell === null) return textOf(cell);
  return cell.map((entry, index) => (
    <div key={index} className="entry">
      {entry === null ? '–' : textOf(entry)}
    </div>
  ));
}

/** Long enough to be worth wrapping: dates and names stay whole. */
function isLong(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && cell.length > shortCharactersMax;
}

function isNumeric(table: Table, column: string): boolean {
  const cells = table.rows.flatMap((row) => row.get(column) ?? []);
  const isNumber = (cell: Cell) => typeof cell === 'number';
  return cells.some(isNumber) && cells.every((cell) => cell === null || isNumber(cell));
}
