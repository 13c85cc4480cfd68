import { lazy, Suspense } from 'react';
import type { CountsAnswer, CountTable } from '../asking/answers.ts';
import { Table } from '../parts/table.tsx';
import { Dutch, Heading, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';
import { cellsOf, summaryOf } from './cells.ts';
import type { CountedCell } from './cells.ts';

/** Drawing takes most of the page's code; the tables are there without it. */
const Chart = lazy(() => import('./chart.tsx').then(({ CountChart }) => ({ default: CountChart })));

/** The protected counts: in all, by type, by region, by quarter; each with chart, table and words. */
export function Counts({ counts }: { readonly counts: CountsAnswer }) {
  const { words, moment } = useReading();
  const { total, byType, byRegion, byQuarter } = counts;
  if (byType?.rows.length === 0) return <Paragraph>{words.counts.none}</Paragraph>;
  const { policy, asOf } = total ?? byType ?? { policy: undefined, asOf: null };
  return (
    <>
      <Paragraph isQuiet>{words.counts.intro}</Paragraph>
      {total && <Total table={total} />}
      <Breakdown dimension="TYPE" title={words.counts.byType} table={byType} />
      <Breakdown dimension="REGION" title={words.counts.byRegion} table={byRegion} />
      <Breakdown dimension="QUARTER" title={words.counts.byQuarter} table={byQuarter} />
      {policy !== undefined && (
        <Paragraph isQuiet>
          {words.counts.policy}: {policy}
          {asOf !== null && ` · ${words.counts.asOf} ${moment(asOf)}`}
        </Paragraph>
      )}
    </>
  );
}

function Total({ table }: { readonly table: CountTable }) {
  const reading = useReading();
  const { words } = reading;
  const [cell] = cellsOf(table, reading);
  if (!cell) return null;
  return (
    <p className="count-total">
      {words.counts.total}: <CellValue cell={cell} />
      <span className="quiet">
        {cell.roundedTo !== null && ` (${words.counts.rounded(cell.roundedTo)})`}
        {cell.reason !== null && ` ${cell.reason}`}
      </span>
    </p>
  );
}

interface BreakdownProps {
  readonly dimension: 'TYPE' | 'REGION' | 'QUARTER';
  readonly title: string;
  readonly table: CountTable | null;
}

function Breakdown({ dimension, title, table }: BreakdownProps) {
  const reading = useReading();
  const { words } = reading;
  if (!table || table.rows.length === 0) return null;
  const cells = cellsOf(table, reading);
  const summary = summaryOf(cells, reading);
  const isDrawn = cells.some(({ value }) => value !== null);
  return (
    <div className="breakdown">
      <Heading level={3}>{title}</Heading>
      <Paragraph>{summary}</Paragraph>
      <div className={isDrawn ? 'chart-and-table' : undefined}>
        {isDrawn && (
          <Suspense fallback={<Paragraph isQuiet>{words.loading}</Paragraph>}>
            <Chart
              cells={cells}
              description={`${title}. ${summary}`}
              isOverTime={dimension === 'QUARTER'}
            />
          </Suspense>
        )}
        <CountsTable caption={title} dimension={words.counts.label[dimension]} cells={cells} />
      </div>
    </div>
  );
}

interface CountsTableProps {
  readonly caption: string;
  readonly dimension: string;
  readonly cells: readonly CountedCell[];
}

function CountsTable({ caption, dimension, cells }: CountsTableProps) {
  const { words } = useReading();
  const columns = [
    { title: dimension, cell: ({ label }: CountedCell) => <Dutch>{label}</Dutch> },
    {
      title: words.counts.count,
      isNumber: true,
      cell: (cell: CountedCell) => <CellValue cell={cell} />,
    },
  ];
  const why = {
    title: words.counts.why,
    cell: ({ reason }: CountedCell) => reason,
  };
  const isAnyHidden = cells.some(({ reason }) => reason !== null);
  return (
    <div className="counts-table">
      <Table
        caption={caption}
        isCaptionHidden
        rows={cells}
        keyOf={({ key }) => key}
        columns={isAnyHidden ? [...columns, why] : columns}
      />
    </div>
  );
}

function CellValue({ cell }: { readonly cell: CountedCell }) {
  const { words, number } = useReading();
  if (cell.value !== null) return <strong>{number(cell.value)}</strong>;
  return <em className="quiet">{cell.isMissing ? words.counts.missing : words.counts.hidden}</em>;
}
