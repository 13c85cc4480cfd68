import { lazy, Suspense } from 'react';
import type { CountRow, CountsAnswer, CountTable } from '../asking/answers.ts';
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
  if (total === null || total.rows.every(isMissing)) {
    return total?.rows.length === 0 ? <Paragraph>{words.counts.none}</Paragraph> : null;
  }
  return (
    <>
      <Paragraph isQuiet>{words.counts.intro}</Paragraph>
      <Total table={total} />
      <Breakdown dimension="TYPE" title={words.counts.byType} table={byType} />
      <Breakdown dimension="REGION" title={words.counts.byRegion} table={byRegion} />
      <Breakdown dimension="QUARTER" title={words.counts.byQuarter} table={byQuarter} />
      <Paragraph isQuiet>
        {words.counts.policy}: {total.policy}
        {total.asOf !== null && ` · ${words.counts.asOf} ${moment(total.asOf)}`}
      </Paragraph>
    </>
  );
}

const isMissing = ({ count }: CountRow) => count.status === 'SOURCE_UNAVAILABLE';

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
  const cells = table === null ? [] : cellsOf(table, reading);
  // A frame of hidden rows would say nothing that the total has not said.
  if (cells.every(({ value }) => value === null)) return null;
  const summary = summaryOf(cells, reading);
  return (
    <div className="breakdown">
      <Heading level={3}>{title}</Heading>
      <Paragraph>{summary}</Paragraph>
      <div className="chart-and-table">
        <Suspense fallback={<Paragraph isQuiet>{words.loading}</Paragraph>}>
          <Chart
            cells={cells}
            description={`${title}. ${summary}`}
            isOverTime={dimension === 'QUARTER'}
          />
        </Suspense>
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
  return (
    <div className="counts-table">
      <Table
        caption={caption}
        isCaptionHidden
        rows={cells}
        keyOf={({ key }) => key}
        columns={columns}
      />
    </div>
  );
}

function CellValue({ cell }: { readonly cell: CountedCell }) {
  const { words, number } = useReading();
  if (cell.value !== null) return <strong>{number(cell.value)}</strong>;
  return <em className="quiet">{cell.isMissing ? words.counts.missing : words.counts.hidden}</em>;
}
