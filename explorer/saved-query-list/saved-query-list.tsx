import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState } from 'react';
import type { GraphiQLPlugin } from '@graphiql/react';
import type { Language } from '../../ui/language.ts';
import { tabText, tabVariables } from '../../ui/saved-query.ts';
import type { SavedQuery } from '../../ui/saved-query.ts';
import { todayInNetherlands } from '../../ui/today.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { useEditors } from '../requests/use-editors.ts';
import { publicRole } from '../session/demo-session.ts';
import { purposeName } from '../session/purpose-names.ts';
import { signedInRole } from '../session/session.ts';
import type { SessionView } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { SearchField } from '../search-field/search-field.tsx';
import { byQuestion, findSavedQueries } from './find-saved-queries.ts';
import { savedQueries, themes, themesOf } from './saved-queries.ts';
import type { Theme } from './saved-queries.ts';
import { listTexts } from './texts.ts';

/** A list of saved queries. A click opens the query in a tab, selects the role that it needs and runs it. */
export const savedQueryPlugins: Readonly<Record<Language, GraphiQLPlugin>> = {
  nl: { title: listTexts.nl.title, icon: ListIcon, content: SavedQueryList },
  en: { title: listTexts.en.title, icon: ListIcon, content: SavedQueryList },
};

type Grouping = 'theme' | 'question';

function SavedQueryList() {
  const language = useLanguage();
  const texts = useTexts(listTexts);
  const [words, setWords] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('theme');
  const found = findSavedQueries(savedQueries, words);
  const isSearching = words.trim() !== '';
  return (
    <section className="saved-query-list" lang={language} aria-labelledby="saved-query-list-title">
      <h2 id="saved-query-list-title">{texts.title}</h2>
      <SearchField label={texts.search} value={words} onChange={setWords} />
      <GroupingChoice grouping={grouping} onGrouping={setGrouping} />
      <p className="found-count" role="status">
        {isSearching && texts.found(found.length)}
      </p>
      {grouping === 'theme' ? (
        themesOf(found).map((theme) => (
          <ThemeSection key={theme.nl} theme={theme} isSearching={isSearching} />
        ))
      ) : (
        <SavedQueryItems savedQueries={byQuestion(found)} />
      )}
    </section>
  );
}

interface GroupingChoiceProps {
  readonly grouping: Grouping;
  readonly onGrouping: (grouping: Grouping) => void;
}

function GroupingChoice({ grouping, onGrouping }: GroupingChoiceProps) {
  const texts = useTexts(listTexts);
  const button = (name: Grouping, text: string) => (
    <button type="button" aria-pressed={grouping === name} onClick={() => onGrouping(name)}>
      {text}
    </button>
  );
  return (
    <div className="view-choice" role="group" aria-label={texts.order}>
      {button('theme', texts.byTheme)}
      {button('question', texts.byQuestion)}
    </div>
  );
}

interface ThemeSectionProps {
  readonly theme: Theme;
  readonly isSearching: boolean;
}

/** The first theme is open; a search opens every theme with a result. */
function ThemeSection({ theme, isSearching }: ThemeSectionProps) {
  const language = useLanguage();
  const [isOpen, setIsOpen] = useState(theme.nl === themes[0]?.nl);
  return (
    <details
      open={isSearching || isOpen}
      onToggle={(event) => {
        if (!isSearching) setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <h3>{theme[language]}</h3>
        <span className="query-count">{theme.savedQueries.length}</span>
      </summary>
      <SavedQueryItems savedQueries={theme.savedQueries} />
    </details>
  );
}

function SavedQueryItems({
  savedQueries: items,
}: {
  readonly savedQueries: readonly SavedQuery[];
}) {
  const language = useLanguage();
  const texts = useTexts(listTexts);
  const open = useOpenSavedQuery();
  const current = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  return (
    <ol>
      {items.map((savedQuery) => (
        <li key={savedQuery.id}>
          <button
            type="button"
            className="saved-query"
            aria-current={isIn(current, savedQuery)}
            onClick={() => open(savedQuery)}
          >
            <span className="saved-query-title">{savedQuery[language]}</span>
            <span className="marks">
              <RoleMark savedQuery={savedQuery} />
              {savedQuery.question !== undefined && (
                <span className="question-mark">{texts.question(savedQuery.question)}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The role of the query, and its purpose when the role has more than one. */
function RoleMark({ savedQuery: { role, purpose } }: { readonly savedQuery: SavedQuery }) {
  const { view } = useSession();
  const language = useLanguage();
  const texts = useTexts(listTexts);
  const demoRole = view.roles.find((candidate) => candidate.role === role);
  const hasChoice = (demoRole?.purposes.length ?? 0) > 1;
  return (
    <span className="role-mark">
      {role === publicRole
        ? texts.public
        : texts.asRole((demoRole?.name[language] ?? role).toLowerCase())}
      {hasChoice &&
        purpose !== undefined &&
        `, ${texts.purpose(purposeName(purpose, language).toLowerCase())}`}
    </span>
  );
}

/**
 * Opens a query in a new tab, or activates the tab that has it already, and runs it: at once
 * when the public, the signed-in user or a role of the demo may send it.
 */
function useOpenSavedQuery(): (savedQuery: SavedQuery) => void {
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const language = useLanguage();
  const withEditors = useEditors();
  const { session, view } = useSession();
  return (savedQuery) =>
    withEditors((editors) => {
      void session.suggest(savedQuery.role, savedQuery.purpose);
      const query = tabText(savedQuery, language);
      const openAt = tabs.findIndex((tab) => isIn(tab.query, savedQuery));
      if (openAt >= 0) actions.changeTab(openAt);
      else {
        const variables = tabVariables(savedQuery, todayInNetherlands());
        actions.addTab();
        actions.updateActiveTabValues({ query, variables });
        editors.query.setValue(query);
        editors.variables.setValue(variables);
      }
      if (maySend(savedQuery, view)) actions.run();
    });
}

/** Whether a tab has this query, whatever the language of the title above it. */
function isIn(tab: string | null | undefined, { document }: SavedQuery): boolean {
  return tab?.endsWith(document) ?? false;
}

/** Another user of a gateway that is no demo first signs in. */
function maySend({ role }: SavedQuery, view: SessionView): boolean {
  return (
    role === publicRole ||
    view.role === signedInRole ||
    view.roles.some((candidate) => candidate.role === role)
  );
}

function ListIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 4.5h14v9H9l-4 3v-3H3z" strokeLinejoin="round" />
      <path d="M6.5 7.5h7M6.5 10.5h4.5" strokeLinecap="round" />
    </svg>
  );
}
