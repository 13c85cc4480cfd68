import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { tabText, tabVariables } from '../../ui/saved-query.ts';
import type { SavedQuery } from '../../ui/saved-query.ts';
import { todayInNetherlands } from '../../ui/today.ts';
import { publicRole } from '../session/demo-session.ts';
import { purposeNames } from '../session/role-choice.tsx';
import { useSession } from '../session/session-context.ts';
import { themes } from './saved-queries.ts';

/** A list of saved queries. A click opens the query in a tab and selects the role that it needs. */
export const savedQueryPlugin: GraphiQLPlugin = {
  title: 'Vragen / Questions',
  icon: ListIcon,
  content: SavedQueryList,
};

function SavedQueryList() {
  const open = useOpenSavedQuery();
  return (
    <section className="saved-query-list" lang="nl" aria-labelledby="saved-query-list-title">
      <h2 id="saved-query-list-title">
        Vragen{' '}
        <span className="english" lang="en">
          Questions
        </span>
      </h2>
      {themes.map(({ nl, en, savedQueries }) => (
        <section key={nl} aria-label={nl}>
          <h3>
            {nl}{' '}
            <span className="english" lang="en">
              {en}
            </span>
          </h3>
          <ol>
            {savedQueries.map((savedQuery) => (
              <li key={savedQuery.id}>
                <button type="button" className="saved-query" onClick={() => open(savedQuery)}>
                  <span className="saved-query-nl">{savedQuery.nl}</span>
                  <span className="english" lang="en">
                    {savedQuery.en}
                  </span>
                  <RoleMark savedQuery={savedQuery} />
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

/** The role of the query, and its purpose when the role has more than one. */
function RoleMark({ savedQuery: { role, purpose } }: { readonly savedQuery: SavedQuery }) {
  const { view } = useSession();
  const demoRole = view.roles.find((candidate) => candidate.role === role);
  const hasChoice = (demoRole?.purposes.length ?? 0) > 1;
  const purposeName = hasChoice && purpose !== undefined ? purposeNames[purpose] : undefined;
  return (
    <span className="role-mark">
      {role === publicRole ? 'Publiek' : `Als ${(demoRole?.name.nl ?? role).toLowerCase()}`}
      {purposeName !== undefined && `, doel: ${purposeName.toLowerCase()}`}
    </span>
  );
}

/** Opens a query in a new tab, or activates the tab that has the same text already. */
function useOpenSavedQuery(): (savedQuery: SavedQuery) => void {
  const actions = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  const { session } = useSession();
  return (savedQuery) => {
    void session.suggest(savedQuery.role, savedQuery.purpose);
    const query = tabText(savedQuery);
    const openAt = tabs.findIndex((tab) => tab.query === query);
    if (openAt >= 0) {
      actions.changeTab(openAt);
      return;
    }
    const variables = tabVariables(savedQuery, todayInNetherlands());
    actions.addTab();
    actions.updateActiveTabValues({ query, variables });
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
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
