import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useMemo, useRef } from 'react';
import { fragmentOf } from '../choices/page-address.ts';
import { useChoices } from '../choices/page-choices.ts';
import type { PageChoices, TableLanguage } from '../choices/page-choices.ts';
import { createFieldAt, type FieldAt } from '../schema-words/response-fields.ts';
import { isAboutCases } from '../session/case-purpose.ts';
import { purposeName } from '../session/role-choice.tsx';
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
  const account = useFileAccount(origin, response?.data);
  const list = lists.find(({ table }) => table.name === choices.list) ?? lists[0];
  const hasRows = (list?.table.rows.length ?? 0) > 0;
  const isInvalid = notices.some(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED');
  return (
    <section
      ref={useScrollHereOnRun()}
      className="response"
      lang="nl"
      aria-label="Antwoord"
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
          className="widen"
          aria-pressed={isWide}
          onClick={() => onWide(!isWide)}
        >
          {isWide ? 'Vraag tonen' : 'Vergroten'}
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
  const sent = origin?.request;
  const isAboutPeople = origin !== undefined && isAboutCases(origin.sender);
  const variables = isAboutPeople ? undefined : sent?.variables;
  const fragment = fragmentOf({
    query: sent?.query ?? '',
    variables: variables === undefined ? '' : JSON.stringify(variables),
    choices,
  });
  const purpose = origin?.sender.purpose;
  return (title) => ({
    title,
    address: `${location.origin}/graphql${fragment}`,
    sender: origin ? senderName(origin.sender, view) : 'niet bekend',
    purpose: purpose === undefined ? undefined : purposeName(purpose),
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
  const { language } = useChoices().choices;
  const response = useMemo(() => parseResponse(text), [text]);
  const notices = useMemo(() => noticesOf(response), [response]);
  const fieldAt = useMemo(() => createFieldAt(schema, query), [schema, query]);
  const lists = useMemo(
    () => listsOf(response?.data, language, fieldAt),
    [response, language, fieldAt],
  );
  const empty = useMemo(() => emptyFields(response, fieldAt), [response, fieldAt]);
  const nameOf = (path: string) => pathText(path, language, fieldAt);
  const otherUser = otherSender(origin, view);
  return { response, notices, lists, empty, nameOf, otherUser, origin };
}

function listsOf(data: unknown, language: TableLanguage, fieldAt: FieldAt): readonly List[] {
  const shown = language === 'graphql' ? data : readableData(data, language);
  const dimensions = dimensionTitles(data);
  return tablesOf(shown).map((table) => ({
    table,
    words: tableWords({ table, language, fieldAt, dimensions, data: shown }),
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
  const button = (name: PageChoices['view'], text: string) => (
    <button type="button" aria-pressed={view === name} onClick={() => onView(name)}>
      {text}
    </button>
  );
  return (
    <div className="view-choice" role="group" aria-label="Antwoord tonen als">
      {button('table', 'Tabel')}
      {button('json', 'JSON')}
    </div>
  );
}

const languages: readonly (readonly [TableLanguage, string])[] = [
  ['nl', 'Nederlands'],
  ['en', 'English'],
  ['graphql', 'GraphQL'],
];

/** The language of heads and values; `GraphQL` shows them as the schema names them. */
function LanguageChoice() {
  const { choices, choose } = useChoices();
  return (
    <select
      aria-label="Taal van de tabel"
      title="Language of the table"
      value={choices.language}
      onChange={(event) => {
        const chosen = languages.find(([language]) => language === event.target.value);
        // The columns have other names then.
        if (chosen) choose({ language: chosen[0], sort: undefined });
      }}
    >
      {languages.map(([language, name]) => (
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
  return (
    <select
      className="list-choice"
      aria-label="Welke lijst"
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
  const count = table.rows.length;
  const isWhole = table.isPage && !mayHaveMore(table);
  return (
    <p className="row-count" role="status">
      {isWhole && `${count} van `}
      {count} {count === 1 ? 'rij' : 'rijen'}
      {table.hasMore && ', en er zijn er meer'}
      {table.isMoreUnknown && ', misschien zijn er meer'}
    </p>
  );
}

const inDutch = new Intl.NumberFormat('nl-NL');

/** What the gateway counts before it asks a partner; above the limit it refuses. */
function Cost({ cost, limit }: ResponseCost) {
  return (
    <p className="cost" title="Cost of this query, and the most that one query may cost">
      Kosten: {inDutch.format(cost)} van {inDutch.format(limit)}
    </p>
  );
}

function OtherUser({ name }: { readonly name: string }) {
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  return (
    <p className="other-user" role="status">
      Dit antwoord is gegeven aan: {name}.{' '}
      <span className="english" lang="en">
        This response was given to another role.
      </span>
      <button type="button" onClick={() => withEditors(() => actions.run())}>
        Opnieuw vragen
      </button>
    </p>
  );
}

function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  return (
    <ul className="notices" aria-live="polite">
      {notices.map((notice) => (
        <li key={`${notice.nl}${notice.detail ?? ''}`} className="notice" data-tone={notice.tone}>
          <span className="notice-text">{notice.nl}</span>
          <span className="english" lang="en">
            {notice.en}
          </span>
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
  const actions = useGraphiQLActions();
  const withEditors = useEditors();
  const isFetching = useGraphiQL((state) => state.isFetching);
  if (isFetching) return <p className="no-table">De gegevens worden opgehaald bij de partners …</p>;
  if (!isEmpty)
    return hasNotices ? null : <p className="no-table">Dit antwoord bevat geen rijen.</p>;
  return (
    <div className="no-table">
      <button type="button" className="run-button" onClick={() => withEditors(() => actions.run())}>
        Stel deze vraag
      </button>
      <p>
        Het antwoord verschijnt hier als tabel.{' '}
        <span className="english" lang="en">
          Run this query; the response appears here as a table.
        </span>
      </p>
    </div>
  );
}
