import { useGraphiQL } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import type { Language } from '../../ui/language.ts';
import type { SavedQuery } from '../../ui/saved-query.ts';
import { useOpenTab } from '../requests/use-open-tab.ts';
import { useLanguage } from '../choices/page-language.ts';
import { useSession } from '../session/session-context.ts';
import { openingOf } from './opening.ts';
import { isIn, SavedQueryList } from './saved-query-list.tsx';
import { listTexts } from './texts.ts';

/** The list as a panel of GraphiQL. A click opens the query in a tab, selects the role that it needs and runs it. */
export const savedQueryPlugins: Readonly<Record<Language, GraphiQLPlugin>> = {
  nl: { title: listTexts.nl.title, icon: ListIcon, content: SavedQueryPanel },
  en: { title: listTexts.en.title, icon: ListIcon, content: SavedQueryPanel },
};

function SavedQueryPanel() {
  const open = useOpenSavedQuery();
  const current = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  return <SavedQueryList current={current ?? undefined} onOpen={open} />;
}

/** Opens a query in a new tab, or activates the tab that has it already, and runs it where it may be sent. */
function useOpenSavedQuery(): (savedQuery: SavedQuery) => void {
  const openTab = useOpenTab();
  const language = useLanguage();
  const { session, view } = useSession();
  return (savedQuery) => {
    void session.suggest(savedQuery.role, savedQuery.purpose);
    openTab(openingOf(savedQuery, language, view), ({ query }) => isIn(query, savedQuery));
  };
}

function ListIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 4.5h14v9H9l-4 3v-3H3z" strokeLinejoin="round" />
      <path d="M6.5 7.5h7M6.5 10.5h4.5" strokeLinecap="round" />
    </svg>
  );
}
