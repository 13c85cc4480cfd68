import { useLanguage, useTexts } from '../choices/page-language.ts';
import { openingOf, type Opening } from '../saved-query-list/opening.ts';
import { SavedQueryList } from '../saved-query-list/saved-query-list.tsx';
import { savedQueries } from '../saved-query-list/saved-queries.ts';
import { useSession } from '../session/session-context.ts';
import { loadWorkbench } from './load-workbench.ts';
import { pageTexts } from './texts.ts';

const empty = { query: '', variables: '' };

/** The list of saved queries and what can be done with them, which is there at once: the editor is 1.4 MB. */
export function FirstView({ onOpen }: { readonly onOpen: (opening: Opening) => void }) {
  const language = useLanguage();
  const texts = useTexts(pageTexts);
  const { session, view } = useSession();
  const prepare = () => void loadWorkbench().catch(() => undefined);
  const [first] = savedQueries;
  return (
    <main className="first-view" onPointerDown={prepare} onFocus={prepare}>
      <SavedQueryList
        current={undefined}
        onOpen={(savedQuery) => {
          void session.suggest(savedQuery.role, savedQuery.purpose);
          onOpen(openingOf(savedQuery, language, view));
        }}
      />
      <section className="first-steps">
        <h2>{texts.begin}</h2>
        <ul>
          {texts.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <button
          type="button"
          className="run-button"
          onClick={() =>
            onOpen({
              ...empty,
              ...(first && openingOf(first, language, view)),
              isRun: false,
              focus: 'query',
            })
          }
        >
          {texts.write}
        </button>
      </section>
    </main>
  );
}
