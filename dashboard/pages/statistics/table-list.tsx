import { useMemo } from 'react';
import { evaluationQuestions } from '../../../ui/evaluation-questions.ts';
import { PageLayout } from '../../layout/page-layout.tsx';
import { failuresOf } from '../../operations/send-query.ts';
import { useChoices } from '../../operations/use-choices.ts';
import { useQuery } from '../../operations/use-query.ts';
import { Alert } from '../../parts/alert.tsx';
import { PartnerFailures } from '../../parts/partner-failures.tsx';
import { Heading, Paragraph } from '../../parts/text.tsx';
import { useScrollToAnchor } from '../../parts/use-scroll-to-anchor.ts';
import { capital, textFor, useLocale, useTexts } from '../../texts/locale.ts';
import {
  findQuestions,
  findTables,
  groupBy,
  programmesOf,
  type ListedTable,
} from './find-tables.ts';
import { releasesQuery, resultsQuery, tablesQuery } from './queries.ts';
import { Releases } from './releases.tsx';
import { TableEntry } from './table-entry.tsx';
import { texts as pageTexts } from './texts.ts';

const RELEASES = 'uitgaven';

/** Every table with what it tells in one sentence, to search and to choose from. */
export function TableList() {
  const { text, texts: shared } = useLocale();
  const texts = useTexts(pageTexts);
  const { choices } = useChoices();
  const tables = useQuery(tablesQuery, {});
  const results = useQuery(resultsQuery, {});
  const releases = useQuery(releasesQuery, {});
  const listed = useMemo(
    () => withRows(tables?.data?.statistics ?? [], results?.data?.statistics ?? []),
    [tables, results],
  );
  useScrollToAnchor(tables !== null && releases !== null);
  const wanted = { words: choices['zoek'] ?? '', programme: choices['programma'] ?? '' };
  const found = findTables(listed, evaluationQuestions, wanted);
  const isByQuestion = choices['indeling'] === 'vraag';
  const questions = questionsWith(found, wanted);
  const sections = isByQuestion
    ? groupBy(questions, ({ theme }) => text(theme)).map(([title]) => title)
    : groupBy(found, ({ topic }) => topic).map(([topic]) => textFor(texts.topics, topic));
  const hasReleases = (releases?.data?.releases?.nodes.length ?? 0) > 0;
  const failures = failuresOf([tables, results, releases]);
  const contents = [
    ...sections.map((title) => [anchorOf(title), title] as const),
    ...(hasReleases ? [[RELEASES, texts.releases] as const] : []),
  ];
  const hasFailed = tables?.data?.statistics === undefined || tables.data.statistics === null;
  return (
    <PageLayout
      title={shared.pages.statistics}
      synthetic={listed[0]?.release.synthetic ? 'all' : 'none'}
      {...((tables === null || contents.length > 0) && { contents })}
    >
      <Heading level={1}>{shared.pages.statistics}</Heading>
      <Paragraph isLead>{texts.lead}</Paragraph>
      {tables === null && <Paragraph isQuiet>{shared.loading}</Paragraph>}
      {failures.length > 0 && <PartnerFailures failures={failures} />}
      {tables !== null && hasFailed && (
        <Alert tone="warning">
          <Paragraph>{shared.failed}</Paragraph>
        </Alert>
      )}
      {tables !== null && !hasFailed && listed.length === 0 && (
        <Alert tone="info">
          <Paragraph>{texts.noRelease}</Paragraph>
        </Alert>
      )}
      {listed.length > 0 && (
        <>
          <Newest tables={listed} />
          <Filters tables={listed} />
          <p className="found" role="status">
            {isByQuestion ? texts.foundQuestions(questions.length) : texts.found(found.length)}
            {(isByQuestion ? questions : found).length === 0 && ` ${texts.nothingFound}`}
          </p>
          {isByQuestion ? (
            <ByQuestion tables={found} questions={questions} areRowsLoading={results === null} />
          ) : (
            <ByTopic tables={found} areRowsLoading={results === null} />
          )}
        </>
      )}
      {hasReleases && (
        <Releases
          id={RELEASES}
          releases={releases?.data?.releases?.nodes ?? []}
          hasMore={releases?.data?.releases?.pageInfo.hasNextPage ?? false}
        />
      )}
    </PageLayout>
  );
}

type ListedWithoutRows = Omit<ListedTable, 'rows'>;

function withRows(
  tables: readonly ListedWithoutRows[],
  results: readonly Pick<ListedTable, 'id' | 'rows'>[],
): readonly ListedTable[] {
  const rows = new Map(results.map((result) => [result.id, result.rows]));
  return tables.map((table) => ({ ...table, rows: rows.get(table.id) ?? null }));
}

/** The questions that are found themselves or by one of their tables; a programme leaves those with a table. */
function questionsWith(
  found: readonly ListedTable[],
  { words, programme }: { readonly words: string; readonly programme: string },
) {
  const byTables = new Set(found.flatMap((table) => table.questions));
  const byText = new Set(programme === '' ? findQuestions(evaluationQuestions, words) : []);
  return evaluationQuestions.filter(
    (question) => byTables.has(question.number) || byText.has(question),
  );
}

const anchorOf = (title: string): string =>
  `deel-${title
    .normalize('NFD')
    .replaceAll(/[^\w]+/g, '-')
    .toLowerCase()}`;

function Newest({ tables }: { readonly tables: readonly ListedTable[] }) {
  const { date, quarter } = useLocale();
  const texts = useTexts(pageTexts);
  const release = tables[0]?.release;
  if (release === undefined) return null;
  const published = tables.filter(({ status }) => status === 'PUBLISHED').length;
  return (
    <Paragraph>
      {texts.newest(quarter(release.id), date(release.publishedAt))}{' '}
      {texts.published(published, tables.length)}
    </Paragraph>
  );
}

function Filters({ tables }: { readonly tables: readonly ListedTable[] }) {
  const texts = useTexts(pageTexts);
  const { choices, choose } = useChoices();
  const isByQuestion = choices['indeling'] === 'vraag';
  return (
    <form
      className="table-filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label className="filter filter--words">
        <span>{texts.search}</span>
        <input
          type="search"
          defaultValue={choices['zoek'] ?? ''}
          placeholder={texts.searchHint}
          maxLength={200}
          onChange={({ target }) => choose({ zoek: target.value })}
        />
      </label>
      <label className="filter">
        <span>{texts.programme}</span>
        <select
          value={choices['programma'] ?? ''}
          onChange={({ target }) => choose({ programma: target.value })}
        >
          <option value="">{texts.allProgrammes}</option>
          {programmesOf(tables).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="filter">
        <span id="indeling">{texts.grouping}</span>
        <div className="switch" role="group" aria-labelledby="indeling">
          <button
            type="button"
            aria-pressed={!isByQuestion}
            onClick={() => choose({ indeling: '' })}
          >
            {texts.byTopic}
          </button>
          <button
            type="button"
            aria-pressed={isByQuestion}
            onClick={() => choose({ indeling: 'vraag' })}
          >
            {texts.byQuestion}
          </button>
        </div>
      </div>
    </form>
  );
}

interface ListProps {
  readonly tables: readonly ListedTable[];
  readonly areRowsLoading: boolean;
}

function ByTopic({ tables, areRowsLoading }: ListProps) {
  const texts = useTexts(pageTexts);
  return groupBy(tables, ({ topic }) => topic).map(([topic, ofTopic]) => {
    const title = textFor(texts.topics, topic);
    return (
      <section key={topic} className="section" aria-labelledby={anchorOf(title)}>
        <Heading level={2} id={anchorOf(title)}>
          {title}
        </Heading>
        <ul>
          {ofTopic.map((table) => (
            <TableEntry
              key={table.id}
              table={table}
              position={table.id}
              areRowsLoading={areRowsLoading}
              hasHeading
            />
          ))}
        </ul>
      </section>
    );
  });
}

function ByQuestion({
  tables,
  questions,
  areRowsLoading,
}: ListProps & { readonly questions: ReturnType<typeof findQuestions> }) {
  const { text } = useLocale();
  return groupBy(questions, ({ theme }) => text(theme)).map(([title, ofTheme]) => (
    <section key={title} className="section" aria-labelledby={anchorOf(title)}>
      <Heading level={2} id={anchorOf(title)}>
        {title}
      </Heading>
      {ofTheme.map((question) => (
        <div key={question.number} className="question" id={`vraag-${question.number}`}>
          <Heading level={3}>
            {question.number}. {text(question)}
          </Heading>
          {question.withoutTable && <Paragraph>{capital(text(question.withoutTable))}</Paragraph>}
          <ul>
            {tables
              .filter((table) => table.questions.includes(question.number))
              .map((table) => (
                <TableEntry
                  key={table.id}
                  table={table}
                  position={`${question.number} ${table.id}`}
                  areRowsLoading={areRowsLoading}
                />
              ))}
          </ul>
        </div>
      ))}
    </section>
  ));
}
