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
  /** The section's heading says it already; the caption then is for those who do not see it. */
  readonly isCaptionHidden?: boolean;
}

/**
 * A table whose first column names the row. On a narrow page each row becomes a block with the
 * column's name before every value, so that nothing has to be scrolled sideways; the roles keep it a
 * table for those who hear it, since such a layout takes them away.
 */
export function Table<Row>({ caption, rows, columns, keyOf, isCaptionHidden }: TableProps<Row>) {
  return (
    <table className="utrecht-table utrecht-table--html-table" role="table">
      <caption className={isCaptionHidden ? 'for-the-ear' : undefined}>{caption}</caption>
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
