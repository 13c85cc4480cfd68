import type { LocalizedText, StatisticsTable } from '../operations/responses.ts';
import { Table, type Column } from '../parts/table.tsx';
import { Heading, Link, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';

type Row = NonNullable<StatisticsTable['rows']>[number];

const TO_DATE = 'to-date';
const STEP = 'step';
const PERIOD = 'period';

/** The tables of the newest release about a programme: those that are published, and a sentence for each other one. */
export function Statistics({ tables }: { readonly tables: readonly StatisticsTable[] }) {
  const { texts } = useLocale();
  if (tables.length === 0) return <Paragraph>{texts.statistics.none}</Paragraph>;
  return (
    <>
      <Paragraph isQuiet>{texts.statistics.intro}</Paragraph>
      {tables.map((table) =>
        table.status === 'PUBLISHED' ? (
          <PublishedTable key={table.id} table={table} />
        ) : (
          <NotPublished key={table.id} table={table} />
        ),
      )}
    </>
  );
}

function NotPublished({ table }: { readonly table: StatisticsTable }) {
  const { texts } = useLocale();
  const text = useText();
  return (
    <Paragraph>
      <strong>{text(table.title)}</strong>: {texts.statistics.notPublished}
      {table.reason && ` ${text(table.reason)}`}
    </Paragraph>
  );
}

/** Its rows over all quarters together; those of each quarter are in the file. */
function PublishedTable({ table }: { readonly table: StatisticsTable }) {
  const { texts, moment } = useLocale();
  const text = useText();
  const { id, title, method, release, csv } = table;
  const rows = (table.rows ?? []).filter((row) => codeOf(row, PERIOD) === TO_DATE);
  return (
    <div className="breakdown">
      <Heading level={3}>{text(title)}</Heading>
      <Table
        caption={text(title)}
        isCaptionHidden
        rows={rows}
        keyOf={({ keys }) => `${id} ${keys.map(({ code }) => code).join(' ')}`}
        columns={useColumns(table, rows)}
      />
      <Paragraph isQuiet>
        {text(method)} {texts.statistics.release} {release.id}, {moment(release.publishedAt)}.
      </Paragraph>
      <Paragraph>
        {csv !== null && <Link href={csv}>{texts.statistics.csv(text(title))}</Link>}
        {csv !== null && ' · '}
        <Link href={release.certificate}>{texts.statistics.certificate(release.id)}</Link>
      </Paragraph>
    </div>
  );
}

/** A column for what the rows differ in, then the number. */
function useColumns({ dimensions }: StatisticsTable, rows: readonly Row[]): readonly Column<Row>[] {
  const { texts } = useLocale();
  const text = useText();
  const hasSteps = new Set(rows.map((row) => codeOf(row, STEP))).size > 1;
  const hasShares = rows.some(({ share }) => share !== null);
  const hasAnswers = rows.some(({ answer }) => answer !== null);
  const titleOf = (row: Row, dimension: string) => {
    const key = row.keys.find((one) => one.dimension === dimension);
    return key && text(key.title);
  };
  const stepColumn = {
    title: texts.statistics.step,
    cell: (row: Row) => titleOf(row, STEP),
  };
  return [
    ...dimensions.map(({ id, title }) => ({
      title: capital(text(title)),
      cell: (row: Row) => titleOf(row, id),
    })),
    ...(hasSteps || dimensions.length === 0 ? [stepColumn] : []),
    {
      title: hasAnswers ? texts.statistics.answer : texts.statistics.count,
      isNumber: true,
      cell: (row: Row) => <RowValue row={row} />,
    },
    ...(hasShares
      ? [{ title: texts.statistics.share, isNumber: true, cell: (row: Row) => <Share row={row} /> }]
      : []),
  ];
}

function RowValue({ row: { answer, count } }: { readonly row: Row }) {
  const { texts, number } = useLocale();
  if (answer !== null)
    return <strong>{answer ? texts.statistics.yes : texts.statistics.no}</strong>;
  if (count.value !== null) return <strong>{number(count.value)}</strong>;
  return <Hidden />;
}

/** Rows of the first step have none. */
function Share({ row: { share } }: { readonly row: Row }) {
  if (share === null) return '–';
  return share.percent === null ? <Hidden /> : `${share.percent}%`;
}

function Hidden() {
  const { texts } = useLocale();
  return <em className="quiet">{texts.statistics.hidden}</em>;
}

function codeOf({ keys }: Row, dimension: string): string | undefined {
  return keys.find((key) => key.dimension === dimension)?.code;
}

/** The text in the language of the page. */
function useText(): (text: LocalizedText) => string {
  const { address } = useLocale();
  return (text) => text[address.language];
}

/** The registry writes titles of dimensions as words in a sentence. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
