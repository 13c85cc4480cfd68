import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../choices/page-language.ts';
import { useChoices } from '../choices/page-choices.ts';
import type { Sort } from '../choices/page-choices.ts';
import { isHiddenText } from './readable-data.ts';
import { compareCells } from './table-words.ts';
import type { ColumnHead, TableWords } from './table-words.ts';
import type { Cell, Row, Scalar, Table } from './tables.ts';
import { responseTexts } from './texts.ts';

/** More rows make the page slow; the CSV file has all of them. */
const shownRowsMax = 1000;
const shortCharactersMax = 22;
const longCharactersMax = 60;
/** Of a longer list a row shows the first entries, until the user opens it. */
const shownEntriesMax = 3;
/** About the width of a closed cell; CSS cuts off longer entries. */
const entryCharactersMax = 28;

interface TableViewProps {
  readonly table: Table;
  readonly words: TableWords;
}

export function TableView({ table, words }: TableViewProps) {
  const texts = useTexts(responseTexts);
  const { choices } = useChoices();
  const numeric = new Set(table.columns.filter((column) => isNumeric(table, column)));
  const align = (column: string) => (numeric.has(column) ? 'number' : undefined);
  const rows = useMemo(() => sortedRows(table, words, choices.sort), [table, words, choices.sort]);
  return (
    // Focusable, so that the arrow keys scroll the table.
    <div
      className="table-scroll"
      role="region"
      aria-label={texts.tableOf(words.title)}
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <SortHead
                key={column}
                column={column}
                head={words.head(column)}
                align={align(column)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRowsMax).map((row, index) => (
            <TableRow
              key={index}
              row={row}
              columns={table.columns}
              align={align}
              text={(column, value) => words.text(column, value)}
            />
          ))}
        </tbody>
      </table>
      {table.rows.length > shownRowsMax && (
        <p className="rows-left-out">{texts.firstRows(shownRowsMax, table.rows.length)}</p>
      )}
    </div>
  );
}

function sortedRows(table: Table, words: TableWords, sort: Sort | undefined): readonly Row[] {
  if (!sort || !table.columns.includes(sort.column)) return table.rows;
  const compare = compareCells(words, sort.column);
  return table.rows.toSorted((a, b) =>
    compare(a.get(sort.column), b.get(sort.column), sort.isDescending),
  );
}

interface SortHeadProps {
  readonly column: string;
  readonly head: ColumnHead;
  readonly align: 'number' | undefined;
}

/** The first click sorts upwards, the second downwards, and the third restores the order of the response. */
function SortHead({ column, head: { path, name }, align }: SortHeadProps) {
  const texts = useTexts(responseTexts);
  const { choices, choose } = useChoices();
  const sort = choices.sort?.column === column ? choices.sort : undefined;
  const order = sort && (sort.isDescending ? 'descending' : 'ascending');
  const next = sort?.isDescending ? undefined : { column, isDescending: sort !== undefined };
  return (
    <th scope="col" className={align} {...(order ? { 'aria-sort': order } : {})}>
      <button
        type="button"
        className="sort"
        title={texts.sort}
        onClick={() => choose({ sort: next })}
      >
        {path.length > 0 && (
          <span className="column-path">{breakable(`${path.join(' – ')} – `, /(?<= )(?!–)/)}</span>
        )}
        {breakable(name, /(?<=[a-z])(?=[A-Z])/)}
        <SortMark order={order} />
      </button>
    </th>
  );
}

function SortMark({ order }: { readonly order: 'ascending' | 'descending' | undefined }) {
  return (
    <svg viewBox="0 0 8 12" className="sort-mark" aria-hidden="true" data-order={order}>
      <path d="M4 1 7 5H1Z" />
      <path d="M4 11 1 7h6Z" />
    </svg>
  );
}

/** Lets a long name break where a word begins, so that columns stay narrow. */
function breakable(name: string, at: RegExp): readonly ReactNode[] {
  return name
    .split(at)
    .flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

interface TableRowProps {
  readonly row: Row;
  readonly columns: readonly string[];
  readonly align: (column: string) => 'number' | undefined;
  readonly text: TableWords['text'];
}

/** A row opens as a whole, because entries of neighbouring cells belong together. */
function TableRow({ row, columns, align, text }: TableRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <tr className={isOpen ? 'open-row' : undefined}>
      {columns.map((column) => (
        <td key={column} className={align(column) ?? widthOf(row.get(column))}>
          <CellText
            cell={row.get(column) ?? null}
            text={(value) => text(column, value)}
            isOpen={isOpen}
            onOpen={setIsOpen}
          />
        </td>
      ))}
    </tr>
  );
}

interface CellTextProps {
  readonly cell: Cell;
  readonly text: (value: Scalar) => string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function CellText({ cell, text, isOpen, onOpen }: CellTextProps) {
  const texts = useTexts(responseTexts);
  if (isHiddenText(cell)) return <span className="hidden-number">{String(cell)}</span>;
  if (typeof cell !== 'object' || cell === null) return text(cell);
  const more = cell.length - shownEntriesMax;
  const isCut = cell.some((entry) => text(entry).length > entryCharactersMax);
  const shown = isOpen || more <= 1 ? cell : cell.slice(0, shownEntriesMax);
  return (
    <>
      {shown.map((entry, index) => (
        <div key={index} className="entry" title={text(entry)}>
          {entry === null ? '–' : text(entry)}
        </div>
      ))}
      {(more > 1 || isCut) && (
        <button
          type="button"
          className="show-entries"
          aria-expanded={isOpen}
          title={texts.entriesTitle}
          onClick={() => onOpen(!isOpen)}
        >
          {isOpen ? texts.fewerEntries : more > 1 ? texts.moreEntries(more) : texts.fullEntries}
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
  const isHidden = (cell: Cell) => cell === null || isHiddenText(cell);
  return cells.some(isNumber) && cells.every((cell) => isHidden(cell) || isNumber(cell));
}
