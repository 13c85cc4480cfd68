import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useMemo, useRef } from 'react';
import { languageNames, locales, type Language } from '../../ui/language.ts';
import { addressOf } from '../choices/page-address.ts';
import { useChoices, useTableLanguage } from '../choices/page-choices.ts';
import type { PageChoices, TableLanguage } from '../choices/page-choices.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { createFieldAt, type FieldAt } from '../schema-words/response-fields.ts';
import { isAboutCases } from '../session/case-purpose.ts';
import { purposeName } from '../session/purpose-names.ts';
import { useEditors } from '../requests/use-editors.ts';
import { useSession } from '../session/session-context.ts';
import { tablesOf } from './tables.ts';
import type { Table } from './tables.ts';
import { noticesOf } from './notices.ts';
import type { Notice } from './notices.ts';
import type { FileAccount } from './account-of-file.ts';
import { LoadMore } from './load-more.tsx';
import { dimensionTitles, readableData } from './readable-data.ts';
import { otherSender, senderName, useResponseOrigin } from './response-origin.ts';
import type { ResponseCost, ResponseOrigin } from './response-origin.ts';
import { SaveButtons } from './save-buttons.tsx';
import { PlanButton } from './plan-button.tsx';
import { ShareButton } from './share-button.tsx';
import { SuggestionsList } from './suggestions-list.tsx';
import { pathText, tableWords } from './table-words.ts';
import type { TableWords } from './table-words.ts';
import { TableView } from './table-view.tsx';
import { responseTexts } from './texts.ts';
import { WhyEmpty } from './why-empty-list.tsx';
import { emptyFields } from './why-empty.ts';
import type { EmptyField } from './why-empty.ts';

/** As in narrow-page.css. */
const oneColumn = '(max-width: 820px)';

interface ResponsePanelProps {
  /** The response fills the width of the page and the query is hidden. */
  readonly isWide: boolean;
  readonly onWide: (isWide: boolean) => void;
}

/** Shown above GraphiQL's own response: notices about what is missing, and the response as a table. */
export function ResponsePanel({ isWide, onWide }: ResponsePanelProps) {
  const { response, notices, lists, empty, nameOf, otherUser, origin } = useResponse();
  const { choices, choose } = useChoices();
  const language = useLanguage();
  const texts = useTexts(responseTexts);
  const account = useFileAccount(origin, response?.data);
  const list = lists.find(({ table }) => table.name === choices.list) ?? lists[0];
  const hasRows = (list?.table.rows.length ?? 0) > 0;
  const isInvalid = notices.some(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED');
  return (
    <section
      ref={useScrollHereOnRun()}
      className="response"
      lang={language}
      aria-label={texts.response}
      tabIndex={-1}
    >
      <div className="response-bar">
        <ViewChoice view={choices.view} onView={(view) => choose({ view })} />
        {list && <LanguageChoice />}
        {lists.length > 1 && list && (
          <ListChoice
            lists={lists}
            chosen={list.table.name}
            onChoose={(name) => choose({ list: name, sort: undefined })}
          />
        )}
        {list && (
          <SaveButtons file={{ ...list, notices, otherUser }} account={account(list.words.title)} />
        )}
        <button
          type="button"

          aria-pressed={isWide}
          onClick={() => onWide(!isWide)}
        >
          {isWide ? texts.showQuery : texts.widen}
        </button>
        <PlanButton />
        <ShareButton />
        <div className="response-facts">
          {list && <RowCount table={list.table} />}
          {origin?.cost && <Cost {...origin.cost} />}
        </div>
      </div>
      {otherUser !== undefined && <OtherUser name={otherUser} />}
      <Notices notices={notices} />
      {isInvalid && origin && <SuggestionsList query={origin.request.query} />}
      {response && (
        <WhyEmpty fields={empty} nameOf={nameOf} isOpen={!hasRows && notices.length === 0} />
      )}
      {choices.view === 'table' &&
        (list && hasRows ? (
          <TableView {...list} />
        ) : (
          <NoTable isEmpty={response === undefined} hasNotices={notices.length > 0} />
        ))}
      {list && origin && otherUser === undefined && mayHaveMore(list.table) && (
        <LoadMore path={list.table.name.split('.')} response={response} origin={origin} />
      )}
    </section>
  );
}

/** What a file of a table with this title says about itself. */
function useFileAccount(
  origin: ResponseOrigin | undefined,
  data: unknown,
): (title: string) => FileAccount {
  const { view } = useSession();
  const { choices } = useChoices();
  const language = useLanguage();
  const sent = origin?.request;
  const isAboutPeople = origin !== undefined && isAboutCases(origin.sender);
  const variables = isAboutPeople ? undefined : sent?.variables;
  const address = addressOf(language, {
    query: sent?.query ?? '',
    variables: variables === undefined ? '' : JSON.stringify(variables),
    choices,
  });
  const purpose = origin?.sender.purpose;
  return (title) => ({
    title,
    address,
    sender: origin ? senderName(origin.sender, view, language) : responseTexts[language].unknown,
    purpose: purpose === undefined ? undefined : purposeName(purpose, language),
    origin,
    data,
  });
}

const mayHaveMore = ({ hasMore, isMoreUnknown }: Table) => hasMore || isMoreUnknown;

/** In one column, as on a phone, the response is below the screen: a request scrolls the page to it. */
function useScrollHereOnRun() {
  const panel = useRef<HTMLElement>(null);
  const isFetching = useGraphiQL((state) => state.isFetching);
  useEffect(() => {
    if (isFetching && matchMedia(oneColumn).matches) panel.current?.scrollIntoView();
  }, [isFetching]);
  return panel;
}

interface List {
  readonly table: Table;
  readonly words: TableWords;
}

interface ShownResponse {
  /** Undefined as long as there is none. */
  readonly response: Response | undefined;
  readonly notices: readonly Notice[];
  readonly lists: readonly List[];
  readonly empty: readonly EmptyField[];
  readonly nameOf: (path: string) => string;
  /** Who requested it, when that is not the present role. */
  readonly otherUser: string | undefined;
  readonly origin: ResponseOrigin | undefined;
}

function useResponse(): ShownResponse {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const schema = useGraphiQL((state) => state.schema);
  const text = tab?.response ?? '';
  const origin = useResponseOrigin(tab?.id ?? '', text);
  const query = origin?.request.query ?? tab?.query ?? '';
  const { view } = useSession();
  const pageLanguage = useLanguage();
  const language = useTableLanguage();
  const response = useMemo(() => parseResponse(text), [text]);
  const notices = useMemo(() => noticesOf(response), [response]);
  const fieldAt = useMemo(() => createFieldAt(schema, query), [schema, query]);
  const lists = useMemo(
    () => listsOf(response?.data, { language, pageLanguage, fieldAt }),
    [response, language, pageLanguage, fieldAt],
  );
  const empty = useMemo(() => emptyFields(response, fieldAt), [response, fieldAt]);
  const nameOf = (path: string) => pathText(path, language, fieldAt);
  const otherUser = otherSender(origin, view, pageLanguage);
  return { response, notices, lists, empty, nameOf, otherUser, origin };
}

interface Reading {
  readonly language: TableLanguage;
  readonly pageLanguage: Language;
  readonly fieldAt: FieldAt;
}

function listsOf(data: unknown, reading: Reading): readonly List[] {
  const { language } = reading;
  const shown = language === 'graphql' ? data : readableData(data, language);
  const dimensions = dimensionTitles(data);
  return tablesOf(shown).map((table) => ({
    table,
    words: tableWords({ ...reading, table, dimensions, data: shown }),
  }));
}

interface Response {
  readonly data?: unknown;
}

function parseResponse(text: string): Response | undefined {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null ? result : undefined;
  } catch {
    return undefined; // No operation has run yet, or the response has not arrived.
  }
}

interface ViewChoiceProps {
  readonly view: PageChoices['view'];
  readonly onView: (view: PageChoices['view']) => void;
}

function ViewChoice({ view, onView }: ViewChoiceProps) {
  const texts = useTexts(responseTexts);
  const button = (name: PageChoices['view'], text: string) => (
    <button type="button" aria-pressed={view === name} onClick={() => onView(name)}>
      {text}
    </button>
  );
  return (
    <div className="view-choice" role="group" aria-label={texts.showAs}>
      {button('table', texts.table)}
      {button('json', 'JSON')}
    </div>
  );
}

const tableLanguages: readonly (readonly [TableLanguage, string])[] = [
  ...languageNames,
  ['graphql', 'GraphQL'],
];

/** The language of heads and values; `GraphQL` shows them as the schema names them. */
function LanguageChoice() {
  const { choose } = useChoices();
  const pageLanguage = useLanguage();
  return (
    <select
      aria-label={responseTexts[pageLanguage].tableLanguage}
      value={useTableLanguage()}
      onChange={(event) => {
        const chosen = tableLanguages.find(([language]) => language === event.target.value);
        const language = chosen?.[0] === pageLanguage ? undefined : chosen?.[0];
        // The columns have other names then.
        choose({ language, sort: undefined });
      }}
    >
      {tableLanguages.map(([language, name]) => (
        <option key={language} value={language}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface ListChoiceProps {
  readonly lists: readonly List[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

function ListChoice({ lists, chosen, onChoose }: ListChoiceProps) {
  const texts = useTexts(responseTexts);
  return (
    <select
      className="list-choice"
      aria-label={texts.whichList}
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
    >
      {lists.map(({ table, words }) => (
        <option key={table.name} value={table.name}>
          {words.title} ({table.rows.length})
        </option>
      ))}
    </select>
  );
}

function RowCount({ table }: { readonly table: Table }) {
  const texts = useTexts(responseTexts);
  const count = table.rows.length;
  const isWhole = table.isPage && !mayHaveMore(table);
  return (
    <p className="row-count" role="status">
      {isWhole ? texts.allRows(count) : texts.rows(count)}
      {table.hasMore && texts.hasMore}
      {table.isMoreUnknown && texts.mayHaveMore}
    </p>
  );
}

/** What the gateway counts before it asks a partner; above the limit it refuses. */
function Cost({ cost, limit }: ResponseCost) {
  const language = useLanguage();
  const texts = responseTexts[language];
  const number = (value: number) => value.toLocaleString(locales[language]);
  return (
    <p className="cost" title={texts.costTitle}>
      {texts.cost(number(cost), number(limit))}
    </p>
  );
}

function OtherUser({ name }: { readonly name: string }) {
  const texts = useTexts(responseTexts);
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  return (
    <p className="other-user" role="status">
      {texts.givenTo(name)}
      <button type="button" onClick={() => withEditors(() => actions.run())}>
        {texts.askAgain}
      </button>
    </p>
  );
}

function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const language = useLanguage();
  return (
    <ul className="notices" aria-live="polite">
      {notices.map((notice) => (
        <li key={`${notice.nl}${notice.detail ?? ''}`} className="notice" data-tone={notice.tone}>
          <span className="notice-text">{notice[language]}</span>
          {notice.detail !== undefined && <code lang="en">{notice.detail}</code>}
        </li>
      ))}
    </ul>
  );
}

interface NoTableProps {
  readonly isEmpty: boolean;
  /** Above it stands what went wrong. */
  readonly hasNotices: boolean;
}

function NoTable({ isEmpty, hasNotices }: NoTableProps) {
  const texts = useTexts(responseTexts);
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  const isFetching = useGraphiQL((state) => state.isFetching);
  if (isFetching) return <p className="no-table">{texts.loading}</p>;
  if (!isEmpty) return hasNotices ? null : <p className="no-table">{texts.noRows}</p>;
  return (
    <div className="no-table">
      <button type="button" className="run-button" onClick={() => withEditors(() => actions.run())}>
        {texts.run}
      </button>
      <p>{texts.runHint}</p>
    </div>
  );
}
