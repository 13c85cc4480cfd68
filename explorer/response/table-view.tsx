import { useState } from 'react';
import type { ReactNode } from 'react';
import { textOf } from './csv.ts';
import type { Cell, Row, Table } from './tables.ts';

/** More rows make the page slow; the CSV file has all of them. */
const shownRowsMax = 500;
const shortCharactersMax = 22;
const longCharactersMax = 60;
/** Of a longer list a row shows the first entries, until the user opens it. */
const shownEntriesMax = 3;
/** About the width of a closed cell; CSS cuts off longer entries. */
const entryCharactersMax = 28;

export function TableView({ table }: { readonly table: Table }) {
  const numeric = new Set(table.columns.filter((column) => isNumeric(table, column)));
  const align = (column: string) => (numeric.has(column) ? 'number' : undefined);
  const shown = table.rows.slice(0, shownRowsMax);
  return (
    // Focusable, so that the arrow keys scroll the table.
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
            <TableRow key={index} row={row} columns={table.columns} align={align} />
          ))}
        </tbody>
      </table>
      {table.rows.length > shownRowsMax && (
        <p className="rows-left-out">
          De eerste {shownRowsMax} van {table.rows.length} rijen; het CSV-bestand bevat alle rijen.
        </p>
      )}
    </div>
  );
}

function ColumnName({ name }: { readonly name: string }) {
  const cut = name.lastIndexOf('.') + 1;
  return (
    <>
      {cut > 0 && <span className="column-path">{breakable(name.slice(0, cut), /(?<=\.)/)}</span>}
      {breakable(name.slice(cut), /(?=[A-Z])/)}
    </>
  );
}

/** Lets a name break before a capital and a path after a dot, so that columns stay narrow. */
function breakable(name: string, at: RegExp): readonly ReactNode[] {
  return name
    .split(at)
    .flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

interface TableRowProps {
  readonly row: Row;
  readonly columns: readonly string[];
  readonly align: (column: string) => 'number' | undefined;
}

/** A row opens as a whole, because entries of neighbouring cells belong together. */
function TableRow({ row, columns, align }: TableRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <tr className={isOpen ? 'open-row' : undefined}>
      {columns.map((column) => (
        <td key={column} className={widthOf(row.get(column)) ?? align(column)}>
          <CellText cell={row.get(column) ?? null} isOpen={isOpen} onOpen={setIsOpen} />
        </td>
      ))}
    </tr>
  );
}

interface CellTextProps {
  readonly cell: Cell;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function CellText({ cell, isOpen, onOpen }: CellTextProps) {
  if (typeof cell !== 'object' || cell === null) return textOf(cell);
  const more = cell.length - shownEntriesMax;
  const isCut = cell.some((entry) => textOf(entry).length > entryCharactersMax);
  const shown = isOpen || more <= 1 ? cell : cell.slice(0, shownEntriesMax);
  return (
    <>
      {shown.map((entry, index) => (
        <div key={index} className="entry" title={textOf(entry)}>
          {entry === null ? '–' : textOf(entry)}
        </div>
      ))}
      {(more > 1 || isCut) && (
        <button
          type="button"
          className="show-entries"
          aria-expanded={isOpen}
          title="Show or hide the full row"
          onClick={() => onOpen(!isOpen)}
        >
          {isOpen ? 'minder' : more > 1 ? `+${more} meer` : 'voluit'}
        </button>
      )}
    </>
  );
}

/** Text of several words wraps; dates, codes and short names stay whole. */
function widthOf(cell: Cell | undefined): 'long' | 'longest' | undefined {
  if (typeof cell !== 'string' || cell.length <= shortCharactersMax) return undefined;
  if (!cell.includes(' ')) return undefined;
  return cell.length > longCharactersMax ? 'longest' : 'long';
}

function isNumeric(table: Table, column: string): boolean {
  const cells = table.rows.flatMap((row) => row.get(column) ?? []);
  const isNumber = (cell: Cell) => typeof cell === 'number';
  return cells.some(isNumber) && cells.every((cell) => cell === null || isNumber(cell));
}
