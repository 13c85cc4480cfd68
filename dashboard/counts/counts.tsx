import { lazy, Suspense } from 'react';
import type { VoucheraantallenQuery } from '../operations/generated.ts';
import type { CountTable } from '../operations/responses.ts';
import { Table } from '../parts/table.tsx';
import { Dutch, Heading, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import { cellsOf, summaryOf } from './cells.ts';
import type { CountedCell } from './cells.ts';

/** Loaded separately, because the chart library is larger than the rest of the page. */
const Chart = lazy(() => import('./chart.tsx').then(({ CountChart }) => ({ default: CountChart })));

/** The protected counts in total and by type, region and quarter, each with a sentence, chart and table. */
export function Counts({ counts }: { readonly counts: VoucheraantallenQuery }) {
  const { texts, moment } = useLocale();
  const { total, byType, byRegion, byQuarter } = counts;
  if (total === null || total.rows.every(isMissing)) {
    return total?.rows.length === 0 ? <Paragraph>{texts.counts.none}</Paragraph> : null;
  }
  return (
    <>
      <Paragraph isQuiet>{texts.counts.intro}</Paragraph>
      <Total table={total} />
      <Breakdown dimension="TYPE" title={texts.counts.byType} table={byType} />
      <Breakdown dimension="REGION" title={texts.counts.byRegion} table={byRegion} />
      <Breakdown dimension="QUARTER" title={texts.counts.byQuarter} table={byQuarter} />
      <Paragraph isQuiet>
        {texts.counts.policy}: {total.policy}
        {total.asOf !== null && ` · ${texts.counts.asOf} ${moment(total.asOf)}`}
      </Paragraph>
    </>
  );
}

const isMissing = ({ count }: CountTable['rows'][number]) => count.status === 'SOURCE_UNAVAILABLE';

function Total({ table }: { readonly table: CountTable }) {
  const locale = useLocale();
  const { texts } = locale;
  const [cell] = cellsOf(table, locale);
  if (!cell) return null;
  return (
    <p className="count-total">
      {texts.counts.total}: <CellValue cell={cell} />
      <span className="quiet">
        {cell.roundedTo !== null && ` (${texts.counts.rounded(cell.roundedTo)})`}
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
  const locale = useLocale();
  const { texts } = locale;
  const cells = table === null ? [] : cellsOf(table, locale);
  // A breakdown in which every number is hidden has no information.
  if (cells.every(({ value }) => value === null)) return null;
  const summary = summaryOf(cells, locale);
  return (
    <div className="breakdown">
      <Heading level={3}>{title}</Heading>
      <Paragraph>{summary}</Paragraph>
      <div className="chart-and-table">
        <Suspense fallback={<Paragraph isQuiet>{texts.loading}</Paragraph>}>
          <Chart
            cells={cells}
            description={`${title}. ${summary}`}
            isOverTime={dimension === 'QUARTER'}
          />
        </Suspense>
        <CountsTable caption={title} dimension={texts.counts.label[dimension]} cells={cells} />
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
  const { texts } = useLocale();
  const columns = [
    { title: dimension, cell: ({ label }: CountedCell) => <Dutch>{label}</Dutch> },
    {
      title: texts.counts.count,
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
  const { texts, number } = useLocale();
  if (cell.value !== null) return <strong>{number(cell.value)}</strong>;
  return <em className="quiet">{cell.isMissing ? texts.counts.missing : texts.counts.hidden}</em>;
}
