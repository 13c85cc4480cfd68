import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Hides the caption visually when the heading has the same text; a screen reader reads it. */
  readonly isCaptionHidden?: boolean;
}

/**
 * A table whose first column is the row header. On a narrow page each row becomes a block with the
 * column title before every value, so that no horizontal scrolling is needed. That CSS removes the
 * implicit table roles, so the elements have explicit roles for screen readers.
 */
export function Table<Row>({ caption, rows, columns, keyOf, isCaptionHidden }: TableProps<Row>) {
  return (
    <table className="utrecht-table utrecht-table--html-table" role="table">
      <caption className={isCaptionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, isNumber }) => (
            <th
              key={title}
              scope="col"
              role="columnheader"
              className={isNumber ? NUMBER : undefined}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column, index) => (
              <Cell key={column.title} column={column} row={row} isFirst={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const NUMBER = 'utrecht-table__cell--numeric-column utrecht-table__cell--numeric-data';

function Cell<Row>({
  column,
  row,
  isFirst,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isFirst: boolean;
}) {
  const content = column.cell(row);
  if (isFirst)
    return (
      <th scope="row" role="rowheader">
        {content}
      </th>
    );
  return (
    <td role="cell" className={column.isNumber ? NUMBER : undefined} data-title={column.title}>
      <span className="cell">{content}</span>
    </td>
  );
}
