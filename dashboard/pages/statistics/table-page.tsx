import type { ReactNode } from 'react';
import { tabText } from '../../../ui/saved-query.ts';
import { evaluationQuestions } from '../../../ui/evaluation-questions.ts';
import { PageLayout } from '../../layout/page-layout.tsx';
import { addressOf, explorerAddress } from '../../operations/address.ts';
import { useChoices } from '../../operations/use-choices.ts';
import { useQuery } from '../../operations/use-query.ts';
import { Alert } from '../../parts/alert.tsx';
import { PartnerFailures } from '../../parts/partner-failures.tsx';
import { Badge, Dutch, Heading, Link, Paragraph } from '../../parts/text.tsx';
import { Proof } from '../../statistics/figure-foot.tsx';
import { FigureTable, QuarterTables } from '../../statistics/figure-table.tsx';
import { StatisticsFigure } from '../../statistics/statistics-figure.tsx';
import { quartersOf, select, type StatisticsTable } from '../../statistics/table.ts';
import { capital, textFor, useLocale, useTexts } from '../../texts/locale.ts';
import type { StatistiekTabelQuery } from '../../operations/generated.ts';
import { groupBy, namedTables } from './find-tables.ts';
import { tableQuery } from '../../statistics/table-query.ts';
import { releasesQuery, type ListedRelease } from './queries.ts';
import { texts as pageTexts } from './texts.ts';

type Found = NonNullable<StatistiekTabelQuery['statisticsTable']>;

/** One table of one release: its figure, all quarters, questions, method, sources and files. */
export function TablePage({ id }: { readonly id: string }) {
  const { text, texts: shared } = useLocale();
  const own = useTexts(pageTexts);
  const { choices } = useChoices();
  const release = choices['uitgave'] ?? null;
  const result = useQuery(tableQuery, { id, release });
  const releases = useQuery(releasesQuery, {});
  const table = result?.data?.statisticsTable;
  const listed = releases?.data?.releases?.nodes ?? [];
  if (result === null || (table === null && releases === null))
    return (
      <PageLayout title={shared.pages.statistics}>
        <Paragraph isQuiet>{shared.loading}</Paragraph>
      </PageLayout>
    );
  if (table === null && releases?.data?.releases?.nodes.length === 0)
    return (
      <PageLayout title={shared.pages.statistics}>
        <Heading level={1}>{shared.pages.statistics}</Heading>
        <Paragraph>{own.noRelease}</Paragraph>
      </PageLayout>
    );
  if (table === null && !result.hasFailed && result.failures.length === 0)
    return <NoTable release={release} releases={listed} />;
  if (table === null || table === undefined)
    return (
      <PageLayout title={shared.pages.statistics}>
        <Heading level={1}>{shared.pages.statistics}</Heading>
        {result.failures.length > 0 && <PartnerFailures failures={result.failures} />}
        <Alert tone="warning">
          <Paragraph>{shared.failed}</Paragraph>
        </Alert>
      </PageLayout>
    );
  return (
    <PageLayout title={text(table.title)} synthetic={table.release.synthetic ? 'all' : 'none'}>
      <TableContent table={table} releases={listed} />
    </PageLayout>
  );
}

function NoTable({
  release,
  releases,
}: {
  readonly release: string | null;
  readonly releases: readonly ListedRelease[];
}) {
  const { address, texts: shared, quarter } = useLocale();
  const texts = useTexts(pageTexts);
  const { language, id } = address;
  const isInNewest = release !== null && isIn(releases[0], id);
  const title = isInNewest ? shared.pages.statistics : texts.unknownTable;
  return (
    <PageLayout title={title}>
      <Heading level={1}>{title}</Heading>
      {isInNewest ? (
        <Paragraph>
          {texts.notInRelease(quarter(release))}{' '}
          <Link href={addressOf({ page: 'statistics', id, language })}>{texts.newestRelease}</Link>.
        </Paragraph>
      ) : (
        <Paragraph>
          {texts.unknownTableHint}{' '}
          <Link href={addressOf({ page: 'statistics', language })}>{texts.back.toLowerCase()}</Link>
          .
        </Paragraph>
      )}
    </PageLayout>
  );
}

function isIn(release: ListedRelease | undefined, id: string): boolean {
  return release?.tables.some((table) => table.id === id) ?? false;
}

function TableContent({
  table,
  releases,
}: {
  readonly table: Found;
  readonly releases: readonly ListedRelease[];
}) {
  const { address, text } = useLocale();
  const texts = useTexts(pageTexts);
  const { choices, choose } = useChoices();
  const { language } = address;
  const isPublished = table.status === 'PUBLISHED';
  const { programme } = table;
  return (
    <>
      <p className="nl-paragraph back-link">
        <Link href={addressOf({ page: 'statistics', language })}>{texts.back}</Link>
      </p>
      <Heading level={1}>{text(table.title)}</Heading>
      <Paragraph>
        {programme ? (
          <Link href={addressOf({ page: 'programme', id: programme.id, language })}>
            <Dutch>{programme.name ?? programme.id}</Dutch>
          </Link>
        ) : (
          texts.overAll
        )}
      </Paragraph>
      <ReleaseChoice table={table} releases={releases} />
      {isPublished ? (
        <StatisticsFigure
          table={table}
          headingLevel={2}
          choices={choices}
          onChoose={({ weergave = '', stap = '', groep = '' }) => choose({ weergave, stap, groep })}
          isOwnPage
        />
      ) : (
        <Reason table={table} releases={releases} />
      )}
      <AllQuarters table={table} />
      <div className="table-parts">
        <Part title={texts.questions}>
          <ul className="plain-list">
            {evaluationQuestions
              .filter(({ number }) => table.questions.includes(number))
              .map((question) => (
                <li key={question.number}>
                  <Link
                    href={`${addressOf({ page: 'statistics', language, choices: { indeling: 'vraag' } })}#vraag-${question.number}`}
                  >
                    {question.number}. {text(question)}
                  </Link>
                </li>
              ))}
          </ul>
        </Part>
        <Part title={isPublished ? texts.method : texts.plannedMethod}>
          <Paragraph>{text(table.method)}</Paragraph>
          {table.population.length > 1 && (
            <>
              <Paragraph>{texts.steps}:</Paragraph>
              <ol className="steps">
                {table.population.map((step) => (
                  <li key={step.nl}>{capital(text(step))}</li>
                ))}
              </ol>
            </>
          )}
          {table.legalNote && isPublished && (
            <>
              <Heading level={3}>{texts.law}</Heading>
              <Paragraph>{text(table.legalNote)}</Paragraph>
            </>
          )}
        </Part>
        {isPublished && <Sources table={table} />}
        {isPublished && <Files table={table} />}
      </div>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="section table-part">
      <Heading level={2}>{title}</Heading>
      {children}
    </section>
  );
}

/** The releases that hold the table; the newest one is chosen by an address without a release. */
function ReleaseChoice({
  table,
  releases,
}: {
  readonly table: Found;
  readonly releases: readonly ListedRelease[];
}) {
  const { quarter } = useLocale();
  const texts = useTexts(pageTexts);
  const { choose } = useChoices();
  const [newest] = releases;
  const holding = releases.filter((release) => isIn(release, table.id));
  if (newest === undefined || holding.length < 2) return null;
  return (
    <>
      <label className="choice release-choice">
        <span>{texts.release}</span>
        <select
          value={table.release.id}
          onChange={({ target }) =>
            choose({ uitgave: target.value === newest.id ? '' : target.value })
          }
        >
          {holding.map(({ id }) => (
            <option key={id} value={id}>
              {id === newest.id ? texts.newestOption(quarter(id)) : quarter(id)}
            </option>
          ))}
        </select>
      </label>
      {table.release.id !== newest.id && (
        <Alert tone="info">
          <Paragraph>{texts.olderRelease}</Paragraph>
        </Alert>
      )}
    </>
  );
}

function Reason({
  table,
  releases,
}: {
  readonly table: Found;
  readonly releases: readonly ListedRelease[];
}) {
  const { address, text } = useLocale();
  const texts = useTexts(pageTexts);
  const { reason, legalNote } = table;
  const named = namedTables(
    [reason, legalNote],
    releases.find(({ id }) => id === table.release.id)?.tables ?? [],
  );
  return (
    <div className="reason">
      <Heading level={2}>{texts.notPublished}</Heading>
      <p className="nl-paragraph">
        <Badge>{textFor(texts.statuses, table.status)}</Badge>
      </p>
      {reason && <Paragraph>{text(reason)}</Paragraph>}
      {legalNote && (
        <>
          <Heading level={3}>{texts.alternative}</Heading>
          <Paragraph>{text(legalNote)}</Paragraph>
        </>
      )}
      {named.map(({ id, title }) => (
        <Paragraph key={id}>
          {texts.instead}:{' '}
          <Link href={addressOf({ page: 'statistics', id, language: address.language })}>
            {text(title)}
          </Link>
        </Paragraph>
      ))}
    </div>
  );
}

function AllQuarters({ table }: { readonly table: StatisticsTable }) {
  const texts = useTexts(pageTexts);
  const selection = select(table);
  if (quartersOf(selection.rows).length === 0) return null;
  return (
    <Part title={texts.allQuarters}>
      {selection.dimensions.length === 1 ? (
        <QuarterTables table={table} selection={selection} />
      ) : (
        <FigureTable table={table} selection={selection} rows={selection.rows} />
      )}
    </Part>
  );
}

/** The partners by the moment as of which their records were counted. */
function Sources({ table }: { readonly table: Found }) {
  const { moment, texts: shared } = useLocale();
  const texts = useTexts(pageTexts);
  const kinds: Readonly<Record<string, string>> = shared.subgraphs;
  const byMoment = groupBy(table.sources, ({ asOf }) => (asOf === null ? '' : moment(asOf)));
  return (
    <Part title={texts.sources}>
      {byMoment.map(([asOf, sources]) => (
        <div key={asOf}>
          <Paragraph>
            <Dutch>
              {sources.map(({ partner, kind }) => partner?.name ?? textFor(kinds, kind)).join(', ')}
            </Dutch>
          </Paragraph>
          {asOf !== '' && <Paragraph isQuiet>{capital(texts.asOf(asOf))}</Paragraph>}
        </div>
      ))}
    </Part>
  );
}

function Files({ table }: { readonly table: Found }) {
  const { language } = useLocale().address;
  const texts = useTexts(pageTexts);
  const { csv, jsonStat, release, id } = table;
  return (
    <Part title={texts.files}>
      <ul className="plain-list">
        {csv !== null && (
          <li>
            <a className="nl-link" href={csv} download>
              {texts.csv}
            </a>
          </li>
        )}
        {jsonStat !== null && (
          <li>
            <a className="nl-link" href={jsonStat} download>
              {texts.jsonStat}
            </a>
          </li>
        )}
        <li>
          <Link
            href={explorerAddress(language, tabText(tableQuery, language), {
              id,
              release: release.id,
            })}
          >
            {texts.explorer}
          </Link>
        </li>
      </ul>
      <div className="release-proof">
        <Proof certificate={release.certificate} />
        <p>
          {texts.check} <code>vakgraaf certify</code>. {texts.checkAfter}
        </p>
      </div>
    </Part>
  );
}
