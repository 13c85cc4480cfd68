/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import { useId, useMemo, useState, type ReactNode } from 'react';
import { Paragraph } from '../parts/text.tsx';
import { capital, useLocale, useTexts } from '../texts/locale.ts';
import { FigureCharts } from './figure-charts.tsx';
import { FigureFoot } from './figure-foot.tsx';
import { FigureTable } from './figure-table.tsx';
import { messageOf } from './message.ts';
import './statistics.css';
import { select, toDate, type OnlyCategory, type StatisticsTable } from './table.ts';
import { viewOf } from './table-view.ts';
import { texts as figureTexts } from './texts.ts';

/** What a reader chose in a figure; the keys are those of the address on the page of a table. */
export interface FigureChoices {
  /** `tabel`, else the chart. */
  readonly weergave?: string;
  /** Code of the step of which the chart is. */
  readonly stap?: string;
  /** Code of the category of which the trend is. */
  readonly groep?: string;
}

export interface StatisticsFigureProps {
  readonly table: StatisticsTable;
  /** Shows one category of a dimension, such as a region, with its quarters. */
  readonly only?: OnlyCategory;
  readonly headingLevel?: 2 | 3 | 4;
  /** The choices and what to do with new ones, for a page that has them in its address. */
  readonly choices?: FigureChoices;
  readonly onChoose?: (choices: FigureChoices) => void;
  /** Leaves the link to the page of the table out: for that page itself. */
  readonly isOwnPage?: boolean;
}

/** One table with its message, chart, table and foot; or the reason why it is not published. */
export function StatisticsFigure(props: StatisticsFigureProps) {
  const { table } = props;
  if (table.status !== 'PUBLISHED') return <NotPublished {...props} />;
  if (table.rows === null) return <ForResearchers {...props} />;
  return <PublishedFigure {...props} />;
}

function NotPublished({ table, headingLevel }: StatisticsFigureProps) {
  const { text } = useLocale();
  const texts = useTexts(figureTexts);
  return (
    <div className="statistic">
      <FigureHeading level={headingLevel}>{text(table.title)}</FigureHeading>
      <Paragraph>
        {texts.notPublished} {table.reason && text(table.reason)}
      </Paragraph>
      {table.legalNote && <Paragraph isQuiet>{text(table.legalNote)}</Paragraph>}
    </div>
  );
}

function ForResearchers({ table, headingLevel }: StatisticsFigureProps) {
  const { text } = useLocale();
  const texts = useTexts(figureTexts);
  return (
    <div className="statistic">
      <FigureHeading level={headingLevel}>{text(table.title)}</FigureHeading>
      <Paragraph>{texts.forResearchers}</Paragraph>
    </div>
  );
}

function PublishedFigure(props: StatisticsFigureProps) {
  const { table, only, headingLevel, isOwnPage = false } = props;
  const { text, number, quarter } = useLocale();
  const texts = useTexts(figureTexts);
  const [own, setOwn] = useState<FigureChoices>({});
  const choices = props.choices ?? own;
  const choose = (chosen: FigureChoices) => (props.onChoose ?? setOwn)({ ...choices, ...chosen });
  const id = useId();
  const { dimension, code } = only ?? {};
  const selection = useMemo(
    () =>
      select(
        table,
        dimension === undefined || code === undefined ? undefined : { dimension, code },
      ),
    [table, dimension, code],
  );
  const message = messageOf(table, { text, number, texts }, only);
  const isQuestion = text(table.title).endsWith('?');
  const isTable = choices.weergave === 'tabel';
  if (message === null)
    return (
      <div className="statistic">
        <FigureHeading level={headingLevel}>{text(table.title)}</FigureHeading>
        <Paragraph>{texts.noCategory}</Paragraph>
      </div>
    );
  const isMostlyHidden = viewOf(selection).kind === 'hidden';
  // The page of the table has its quarters in a part of its own; by category they are too many here.
  const hasQuarters = !isOwnPage && selection.dimensions.length === 0;
  const rows = hasQuarters ? selection.rows : toDate(selection.rows);
  const cells = <FigureTable table={table} selection={selection} rows={rows} />;
  return (
    <div className="statistic">
      <div className="statistic-head">
        <div className="statistic-titles">
          <FigureHeading level={headingLevel}>
            {isQuestion ? `${text(table.title)} ${message}` : message}
          </FigureHeading>
          <p className="statistic-about">
            {!isQuestion && `${text(table.title)}, `}
            {isQuestion
              ? capital(texts.upTo(quarter(table.release.id)))
              : texts.upTo(quarter(table.release.id))}
          </p>
        </div>
        {!isMostlyHidden && (
          <Switch isTable={isTable} onChange={(weergave) => choose({ weergave })} />
        )}
      </div>
      {(isMostlyHidden || !isTable) && (
        <FigureCharts
          table={table}
          selection={selection}
          message={message}
          detailsId={id}
          choices={choices}
          onChoose={choose}
        />
      )}
      {isMostlyHidden ? (
        <details id={id} className="statistic-table">
          <summary>{texts.showTable}</summary>
          {cells}
        </details>
      ) : (
        <div id={id} className={isTable ? undefined : 'visually-hidden'}>
          {cells}
        </div>
      )}
      <FigureFoot table={table} rows={selection.rows} isOwnPage={isOwnPage} />
    </div>
  );
}

function FigureHeading({
  level = 3,
  children,
}: {
  readonly level?: 2 | 3 | 4 | undefined;
  readonly children: ReactNode;
}) {
  const Tag = `h${level}` as const;
  return <Tag className="nl-heading nl-heading--level-3 statistic-heading">{children}</Tag>;
}

function Switch({
  isTable,
  onChange,
}: {
  readonly isTable: boolean;
  readonly onChange: (view: string) => void;
}) {
  const texts = useTexts(figureTexts);
  return (
    <div className="switch" role="group" aria-label={texts.views}>
      <button type="button" aria-pressed={!isTable} onClick={() => onChange('')}>
        {texts.chart}
      </button>
      <button type="button" aria-pressed={isTable} onClick={() => onChange('tabel')}>
        {texts.table}
      </button>
    </div>
  );
}
