import { addressOf } from '../../operations/address.ts';
import { useChoices } from '../../operations/use-choices.ts';
import { Badge, Dutch, Link } from '../../parts/text.tsx';
import { messageOf } from '../../statistics/message.ts';
import { StatisticsFigure } from '../../statistics/statistics-figure.tsx';
import { texts as figureTexts } from '../../statistics/texts.ts';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import type { ListedTable } from './find-tables.ts';
import { texts as pageTexts } from './texts.ts';

interface TableEntryProps {
  readonly table: ListedTable;
  /** Which entry it is: a table is in the list once for each of its questions. */
  readonly position: string;
  readonly areRowsLoading: boolean;
  readonly hasHeading?: boolean;
}

/** A table in the list: its title, what it tells or why not, and its figure once it is opened. */
export function TableEntry({ table, position, areRowsLoading, hasHeading }: TableEntryProps) {
  const { address, text } = useLocale();
  const texts = useTexts(pageTexts);
  const { choices, choose } = useChoices();
  const isOpen = choices['toon'] === position;
  const title = text(table.title);
  const link = (
    <Link href={addressOf({ page: 'statistics', id: table.id, language: address.language })}>
      {title}
    </Link>
  );
  const action = isOpen ? texts.hideChart : texts.showChart;
  return (
    <li className="table-entry">
      <div className="table-entry-text">
        {hasHeading ? (
          <h3 className="table-entry-title">{link}</h3>
        ) : (
          <p className="table-entry-title">{link}</p>
        )}
        <p className="table-entry-programme">
          {table.programme ? (
            <Dutch>{table.programme.name ?? table.programme.id}</Dutch>
          ) : (
            texts.overAll
          )}
        </p>
        {!isOpen && <Told table={table} areRowsLoading={areRowsLoading} />}
      </div>
      {table.rows !== null && table.status === 'PUBLISHED' && (
        <button
          type="button"
          className="plain-button"
          aria-expanded={isOpen}
          aria-label={texts.ofTable(action, title)}
          onClick={() => choose({ toon: isOpen ? '' : position })}
        >
          {action}
        </button>
      )}
      {isOpen && table.rows !== null && (
        <div className="table-entry-figure">
          <StatisticsFigure table={table} headingLevel={4} />
        </div>
      )}
    </li>
  );
}

function Told({ table, areRowsLoading }: Pick<TableEntryProps, 'table' | 'areRowsLoading'>) {
  const { text, number, texts: shared } = useLocale();
  const texts = useTexts(pageTexts);
  const figure = useTexts(figureTexts);
  if (table.status !== 'PUBLISHED')
    return (
      <p>
        <Badge>{textFor(texts.statuses, table.status)}</Badge> {table.reason && text(table.reason)}
      </p>
    );
  if (table.audience === 'EVALUATION')
    return (
      <p>
        <Badge>{texts.researchers}</Badge> {figure.forResearchers}
      </p>
    );
  if (table.rows === null) return <p className="quiet">{areRowsLoading && shared.loading}</p>;
  return <p>{messageOf(table, { text, number, texts: figure })}</p>;
}
