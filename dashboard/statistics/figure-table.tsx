import { Table, type Column } from '../parts/table.tsx';
import { capital, useLocale, useTexts } from '../texts/locale.ts';
import { shareBases } from './share-bases.ts';
import {
  codeOf,
  PERIOD,
  quartersOf,
  rowAt,
  STEP,
  stepsOf,
  titleOf,
  TO_DATE,
  type Category,
  type Selection,
  type StatisticsRow,
  type StatisticsTable,
} from './table.ts';
import { texts as figureTexts } from './texts.ts';

/** The cells with the same categories and quarter, by step. */
interface Line {
  readonly key: string;
  readonly first: StatisticsRow;
  readonly bySteps: ReadonlyMap<string, StatisticsRow>;
}

interface FigureTableProps {
  readonly table: StatisticsTable;
  readonly selection: Selection;
  readonly rows: readonly StatisticsRow[];
}

/** A line for each category and quarter, with a column for each step; without either a line for each step. */
export function FigureTable({ table, selection, rows }: FigureTableProps) {
  const { text, quarter } = useLocale();
  const texts = useTexts(figureTexts);
  const { dimensions } = selection;
  const hasQuarters = rows.some((row) => codeOf(row, PERIOD) !== TO_DATE);
  const steps = stepsOf(rows);
  const bases = shareBases(rows);
  const isByStep = dimensions.length === 0 && !hasQuarters;
  const hasAnswers = rows.some(({ answer }) => answer !== null);
  const periodOf = (row: StatisticsRow) => {
    const code = codeOf(row, PERIOD) ?? TO_DATE;
    return capital(code === TO_DATE ? texts.upTo(quarter(table.release.id)) : quarter(code));
  };
  const categoryOf = (dimension: string) => (row: StatisticsRow) => {
    const title = titleOf(row, dimension);
    return title && capital(text(title));
  };
  const heads: readonly Column<Line>[] = [
    ...dimensions.map(({ id, title }) => ({
      title: capital(text(title)),
      cell: ({ first }: Line) => categoryOf(id)(first),
    })),
    ...(hasQuarters ? [{ title: texts.period, cell: ({ first }: Line) => periodOf(first) }] : []),
    ...(isByStep
      ? [{ title: texts.step, cell: ({ first }: Line) => categoryOf(STEP)(first) }]
      : []),
  ];
  const valueOf = (step: Category | null, title: string): Column<Line> => ({
    title,
    isNumber: true,
    cell: ({ first, bySteps }) => (
      <CellValue
        row={step === null ? first : bySteps.get(step.code)}
        base={bases.get(step?.code ?? codeOf(first, STEP) ?? '')}
      />
    ),
  });
  const values = isByStep
    ? [valueOf(null, texts.count)]
    : steps.map((step) => valueOf(step, hasAnswers ? texts.answer : capital(text(step.title))));
  return (
    <Table
      caption={text(table.title)}
      isCaptionHidden
      rows={linesOf(rows, isByStep)}
      keyOf={({ key }) => key}
      columns={[...heads, ...values]}
    />
  );
}

/** For each step a table with a line for each quarter and a column for each category. */
export function QuarterTables({ table, selection }: Omit<FigureTableProps, 'rows'>) {
  const { text, quarter } = useLocale();
  const texts = useTexts(figureTexts);
  const { rows, dimensions } = selection;
  const [dimension] = dimensions;
  const bases = shareBases(rows);
  const steps = stepsOf(rows);
  return steps.map((step) => (
    <Table
      key={step.code}
      caption={`${text(table.title)}: ${text(step.title)}`}
      isCaptionHidden={steps.length === 1}
      rows={[...quartersOf(rows), TO_DATE]}
      keyOf={(period) => period}
      columns={[
        {
          title: texts.period,
          cell: (period) =>
            capital(period === TO_DATE ? texts.upTo(quarter(table.release.id)) : quarter(period)),
        },
        ...(dimension?.categories ?? []).map(({ code, title }) => ({
          title: capital(text(title)),
          isNumber: true,
          cell: (period: string) => (
            <CellValue
              row={rowAt(rows, {
                [STEP]: step.code,
                [PERIOD]: period,
                [dimension?.id ?? '']: code,
              })}
              base={bases.get(step.code)}
            />
          ),
        })),
      ]}
    />
  ));
}

function linesOf(rows: readonly StatisticsRow[], isByStep: boolean): readonly Line[] {
  const lines = new Map<string, { first: StatisticsRow; bySteps: Map<string, StatisticsRow> }>();
  for (const row of rows) {
    const codes = row.keys.filter(({ dimension }) => isByStep || dimension !== STEP);
    const key = codes.map(({ code }) => code).join(' ');
    const line = lines.get(key) ?? { first: row, bySteps: new Map() };
    line.bySteps.set(codeOf(row, STEP) ?? '', row);
    lines.set(key, line);
  }
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

function CellValue({
  row,
  base,
}: {
  readonly row: StatisticsRow | undefined;
  readonly base: Category | undefined;
}) {
  const { number, text } = useLocale();
  const texts = useTexts(figureTexts);
  if (row === undefined) return '–';
  if (row.answer !== null) return <strong>{row.answer ? texts.yes : texts.no}</strong>;
  if (row.count.value === null) return <em className="quiet">{texts.hidden}</em>;
  const percent = row.share?.percent ?? null;
  return (
    <>
      <strong>{number(row.count.value)}</strong>
      {percent !== null && base && (
        <span className="quiet"> ({texts.shareOfStep(percent, text(base.title))})</span>
      )}
    </>
  );
}
