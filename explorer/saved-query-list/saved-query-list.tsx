import { use, useState } from 'react';
import type { SavedQuery } from '../../ui/saved-query.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { publicRole } from '../session/demo-session.ts';
import { purposeName } from '../session/purpose-names.ts';
import { useSession } from '../session/session-context.ts';
import { SearchField } from '../search-field/search-field.tsx';
import { ListContext, type Grouping } from './list-state.ts';
import { byQuestion, findSavedQueries } from './find-saved-queries.ts';
import { savedQueries, themes, themesOf } from './saved-queries.ts';
import type { Theme } from './saved-queries.ts';
import { listTexts } from './texts.ts';

interface SavedQueryListProps {
  /** The document of the query that is open. */
  readonly current: string | undefined;
  readonly onOpen: (savedQuery: SavedQuery) => void;
}

/** The saved queries by theme or by evaluation question, with a search. */
export function SavedQueryList({ current, onOpen }: SavedQueryListProps) {
  const language = useLanguage();
  const texts = useTexts(listTexts);
  const { state, onState } = use(ListContext);
  const { words, grouping } = state;
  const found = findSavedQueries(savedQueries, words);
  const isSearching = words.trim() !== '';
  return (
    <section className="saved-query-list" lang={language} aria-labelledby="saved-query-list-title">
      <h2 id="saved-query-list-title">{texts.title}</h2>
      <SearchField
        label={texts.search}
        value={words}
        onChange={(changed) => onState({ ...state, words: changed })}
      />
      <GroupingChoice
        grouping={grouping}
        onGrouping={(chosen) => onState({ ...state, grouping: chosen })}
      />
      <p className="found-count" role="status">
        {isSearching && texts.found(found.length)}
      </p>
      {grouping === 'theme' ? (
        themesOf(found).map((theme) => (
          <ThemeSection
            key={theme.nl}
            theme={theme}
            isSearching={isSearching}
            current={current}
            onOpen={onOpen}
          />
        ))
      ) : (
        <SavedQueryItems savedQueries={byQuestion(found)} current={current} onOpen={onOpen} />
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

interface ThemeSectionProps extends Pick<SavedQueryListProps, 'current' | 'onOpen'> {
  readonly theme: Theme;
  readonly isSearching: boolean;
}

/** The first theme and that of the open query are open; a search opens every theme with a result. */
function ThemeSection({ theme, isSearching, current, onOpen }: ThemeSectionProps) {
  const language = useLanguage();
  const hasCurrent = theme.savedQueries.some((one) => isIn(current, one));
  const [isOpen, setIsOpen] = useState(hasCurrent || theme.nl === themes[0]?.nl);
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
      <SavedQueryItems savedQueries={theme.savedQueries} current={current} onOpen={onOpen} />
    </details>
  );
}

interface SavedQueryItemsProps extends Pick<SavedQueryListProps, 'current' | 'onOpen'> {
  readonly savedQueries: readonly SavedQuery[];
}

function SavedQueryItems({ savedQueries: items, current, onOpen }: SavedQueryItemsProps) {
  const language = useLanguage();
  const texts = useTexts(listTexts);
  return (
    <ol>
      {items.map((savedQuery) => (
        <li key={savedQuery.id}>
          <button
            type="button"
            className="saved-query"
            aria-current={isIn(current, savedQuery)}
            onClick={() => onOpen(savedQuery)}
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

/** The role of the query, and its purpose when the role has more than one. Outside the demo there are no roles. */
function RoleMark({ savedQuery: { role, purpose } }: { readonly savedQuery: SavedQuery }) {
  const { view } = useSession();
  const language = useLanguage();
  const texts = useTexts(listTexts);
  const demoRole = view.roles.find((candidate) => candidate.role === role);
  const hasChoice = demoRole === undefined || demoRole.purposes.length > 1;
  const signedIn = demoRole ? texts.asRole(demoRole.name[language].toLowerCase()) : texts.signedIn;
  return (
    <span className="role-mark">
      {role === publicRole ? texts.public : signedIn}
      {hasChoice &&
        purpose !== undefined &&
        `, ${texts.purpose(purposeName(purpose, language).toLowerCase())}`}
    </span>
  );
}

/** Whether a tab has this query, whatever the language of the title above it. */
export function isIn(tab: string | undefined, { document }: SavedQuery): boolean {
  return tab?.endsWith(document) ?? false;
}
