import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { locales } from '../../ui/language.ts';
import { useChoices } from '../choices/page-choices.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { useEditors } from '../requests/use-editors.ts';
import { LoadMore } from './load-more.tsx';
import type { Notice } from './notices.ts';
import { PlanButton } from './plan-button.tsx';
import { LanguageChoice, ListChoice, ViewChoice } from './response-choices.tsx';
import type { ResponseCost } from './response-origin.ts';
import { SaveButtons } from './save-buttons.tsx';
import { ShareButton } from './share-button.tsx';
import { SuggestionsList } from './suggestions-list.tsx';
import { TableView } from './table-view.tsx';
import type { Table } from './tables.ts';
import { responseTexts } from './texts.ts';
import { useFileAccount, useResponse } from './use-response.ts';
import { WhyEmpty } from './why-empty-list.tsx';

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
