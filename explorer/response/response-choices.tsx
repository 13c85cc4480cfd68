import { languageNames } from '../../ui/language.ts';
import { useChoices, useTableLanguage } from '../choices/page-choices.ts';
import type { PageChoices, TableLanguage } from '../choices/page-choices.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { responseTexts } from './texts.ts';
import type { ShownList } from './use-response.ts';

interface ViewChoiceProps {
  readonly view: PageChoices['view'];
  readonly onView: (view: PageChoices['view']) => void;
}

export function ViewChoice({ view, onView }: ViewChoiceProps) {
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
export function LanguageChoice() {
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
  readonly lists: readonly ShownList[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

export function ListChoice({ lists, chosen, onChoose }: ListChoiceProps) {
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
