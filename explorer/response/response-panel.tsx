import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { todayInNetherlands } from '../../ui/today.ts';
import { csvFileName, csvOf } from './csv.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { tablesOf } from './tables.ts';
import type { Table } from './tables.ts';
import { noticesOf } from './notices.ts';
import type { Notice } from './notices.ts';
import { useOtherUser } from './response-user.ts';
import { useResponseCost, type ResponseCost } from './response-cost.ts';
import { saveFile } from './save-file.ts';
import { TableView } from './table-view.tsx';

export type ResponseView = 'table' | 'json';

interface ResponsePanelProps {
  readonly view: ResponseView;
  readonly onView: (view: ResponseView) => void;
  /** The response fills the width of the page and the query is hidden. */
  readonly isWide: boolean;
  readonly onWide: (isWide: boolean) => void;
}

/** Shown above GraphiQL's own response: notices about what is missing, and the response as a table. */
export function ResponsePanel({ view, onView, isWide, onWide }: ResponsePanelProps) {
  const { isEmpty, notices, tables, otherUser, cost } = useResponse();
  const [tableName, setTableName] = useState('');
  const table = tables.find((candidate) => candidate.name === tableName) ?? tables[0];
  return (
    <section className="response" lang="nl" aria-label="Antwoord">
      <div className="response-bar">
        <ViewChoice view={view} onView={onView} />
        {tables.length > 1 && table && (
          <TableChoice tables={tables} chosen={table.name} onChoose={setTableName} />
        )}
        <div>
          {table && <RowCount table={table} />}
          {cost && <Cost {...cost} />}
        </div>
        {table && <SaveButton file={{ table, notices, otherUser }} />}
        <button
          type="button"
          className="widen"
          aria-pressed={isWide}
          onClick={() => onWide(!isWide)}
        >
          {isWide ? 'Vraag tonen' : 'Vergroten'}
        </button>
      </div>
      {otherUser !== undefined && <OtherUser name={otherUser} />}
      <Notices notices={notices} />
      {view === 'table' && (table ? <TableView table={table} /> : <NoTable isEmpty={isEmpty} />)}
    </section>
  );
}

interface ShownResponse {
  readonly isEmpty: boolean;
  readonly notices: readonly Notice[];
  readonly tables: readonly Table[];
  /** Who requested it, when that is not the present role. */
  readonly otherUser: string | undefined;
  readonly cost: ResponseCost | undefined;
}

function useResponse(): ShownResponse {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const response = tab?.response ?? '';
  const otherUser = useOtherUser(tab?.id, response);
  const cost = useResponseCost(tab?.id ?? '', response);
  const shown = useMemo(() => {
    const result = parseResponse(response);
    return {
      isEmpty: result === undefined,
      notices: noticesOf(result),
      tables: tablesOf(result?.data),
    };
  }, [response]);
  return { ...shown, otherUser, cost };
}

function parseResponse(text: string): { readonly data?: unknown } | undefined {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null ? result : undefined;
  } catch {
    return undefined; // No operation has run yet, or the response has not arrived.
  }
}

function ViewChoice({ view, onView }: Pick<ResponsePanelProps, 'view' | 'onView'>) {
  const button = (name: ResponseView, text: string) => (
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

interface TableChoiceProps {
  readonly tables: readonly Table[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

function TableChoice({ tables, chosen, onChoose }: TableChoiceProps) {
  return (
    <select
      aria-label="Welke lijst"
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
    >
      {tables.map((table) => (
        <option key={table.name} value={table.name}>
          {table.name} ({table.rows.length})
        </option>
      ))}
    </select>
  );
}

function RowCount({ table }: { readonly table: Table }) {
  const count = table.rows.length;
  return (
    <p className="row-count" role="status">
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

function SaveButton({ file }: { readonly file: SavedTable }) {
  const save = () => {
    const name = csvFileName(file.table.name, todayInNetherlands(), completenessOf(file));
    saveFile(name, csvOf(file.table, remarksOf(file)));
  };
  return (
    <button
      type="button"
      className="save-csv"
      onClick={save}
      title="Save as CSV, for a spreadsheet"
    >
      CSV opslaan
    </button>
  );
}

function OtherUser({ name }: { readonly name: string }) {
  const actions = useGraphiQLActions();
  return (
    <p className="other-user" role="status">
      Dit antwoord is gegeven aan: {name}.{' '}
      <span className="english" lang="en">
        This response was given to another role.
      </span>
      <button type="button" onClick={() => actions.run()}>
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

function NoTable({ isEmpty }: { readonly isEmpty: boolean }) {
  const actions = useGraphiQLActions();
  const isFetching = useGraphiQL((state) => state.isFetching);
  if (isFetching) return <p className="no-table">De gegevens worden opgehaald bij de partners …</p>;
  if (!isEmpty) return <p className="no-table">Dit antwoord bevat geen rijen.</p>;
  return (
    <div className="no-table">
      <button type="button" className="run-button" onClick={() => actions.run()}>
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
