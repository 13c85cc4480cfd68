import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { todayInNetherlands } from '../gallery/questions.ts';
import { useOtherAsker } from './asked-as.ts';
import { csvFileName, csvOf } from './csv.ts';
import { completenessOf, remarksOf } from './file-remarks.ts';
import type { SavedTable } from './file-remarks.ts';
import { tablesOf } from './flatten.ts';
import type { Table } from './flatten.ts';
import { noticesOf } from './notices.ts';
import type { Notice } from './notices.ts';
import { saveFile } from './save-file.ts';
import { TableView } from './table-view.tsx';

export type AnswerView = 'table' | 'json';

interface AnswerPanelProps {
  readonly view: AnswerView;
  readonly onView: (view: AnswerView) => void;
  /** The answer alone, over the width of the page. */
  readonly isWide: boolean;
  readonly onWide: (isWide: boolean) => void;
}

/** Stands above GraphiQL's own answer: what is missing in words, and the answer as a table. */
export function AnswerPanel({ view, onView, isWide, onWide }: AnswerPanelProps) {
  const { isEmpty, notices, tables, otherAsker } = useAnswer();
  const [tableName, setTableName] = useState('');
  const table = tables.find((candidate) => candidate.name === tableName) ?? tables[0];
  return (
    <section className="answer" lang="nl" aria-label="Antwoord">
      <div className="answer-bar">
        <ViewChoice view={view} onView={onView} />
        {tables.length > 1 && table && (
          <TableChoice tables={tables} chosen={table.name} onChoose={setTableName} />
        )}
        {table && <RowCount table={table} />}
        {table && <SaveButton file={{ table, notices, otherAsker }} />}
        <button
          type="button"
          className="widen"
          aria-pressed={isWide}
          onClick={() => onWide(!isWide)}
        >
          {isWide ? 'Vraag tonen' : 'Vergroten'}
        </button>
      </div>
      {otherAsker !== undefined && <OtherAsker name={otherAsker} />}
      <Notices notices={notices} />
      {view === 'table' && (table ? <TableView table={table} /> : <NoTable isEmpty={isEmpty} />)}
    </section>
  );
}

interface Answer {
  readonly isEmpty: boolean;
  readonly notices: readonly Notice[];
  readonly tables: readonly Table[];
  /** Who asked, when another role is chosen by now. */
  readonly otherAsker: string | undefined;
}

function useAnswer(): Answer {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const response = tab?.response ?? '';
  const otherAsker = useOtherAsker(tab?.id, response);
  const shown = useMemo(() => {
    const answer = parseResponse(response);
    return {
      isEmpty: answer === undefined,
      notices: noticesOf(answer),
      tables: tablesOf(answer?.data),
    };
  }, [response]);
  return { ...shown, otherAsker };
}

function parseResponse(text: string): { readonly data?: unknown } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    return undefined; // nothing asked yet, or an answer still on its way
  }
}

function ViewChoice({ view, onView }: Pick<AnswerPanelProps, 'view' | 'onView'>) {
  const button = (name: AnswerView, text: string) => (
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
      {table.hasMore && ', er zijn er meer'}
      {table.isMoreUnknown && ', of er meer zijn is niet bekend'}
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

function OtherAsker({ name }: { readonly name: string }) {
  const actions = useGraphiQLActions();
  return (
    <p className="other-asker" role="status">
      Dit antwoord is gegeven aan: {name}.{' '}
      <span className="english" lang="en">
        Answered to another role.
      </span>
      <button type="button" onClick={() => actions.run()}>
        Vraag opnieuw
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
  if (isFetching) return <p className="no-table">De partners worden gevraagd …</p>;
  if (!isEmpty) return <p className="no-table">Geen rijen in dit antwoord.</p>;
  return (
    <div className="no-table">
      <button type="button" className="ask-button" onClick={() => actions.run()}>
        Stel deze vraag
      </button>
      <p>
        Het antwoord verschijnt hier als tabel.{' '}
        <span className="english" lang="en">
          Ask this question; the answer appears here as a table.
        </span>
      </p>
    </div>
  );
}
