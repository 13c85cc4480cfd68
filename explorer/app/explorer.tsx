import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { languageOf, type Language } from '../../ui/language.ts';
import { addressOf, readAddress, type OpeningTab } from '../choices/page-address.ts';
import { ChoicesContext, firstChoices } from '../choices/page-choices.ts';
import type { PageChoices } from '../choices/page-choices.ts';
import { LanguageContext, useTexts } from '../choices/page-language.ts';
import type { Opening } from '../saved-query-list/opening.ts';
import { firstListState, ListContext } from '../saved-query-list/list-state.ts';
import { FirstView } from './first-view.tsx';
import { loadWorkbench } from './load-workbench.ts';
import { PageHeader } from './page-header.tsx';
import { SkipLinks } from './skip-links.tsx';
import { pageTexts } from './texts.ts';

const Workbench = lazy(loadWorkbench);
const openedIn = languageOf(location.search);
const opened = readAddress(location.hash);

/** A query of an address is shown; the user runs it. Null when the address has none. */
function linkedOpening({ query, variables }: OpeningTab): Opening | null {
  return query === '' ? null : { query, variables, isRun: false, focus: undefined };
}

/** The whole page: a header with the role, and below it the list of saved queries, or the workbench with one of them. */
export function Explorer() {
  const [choices, setChoices] = useState<PageChoices>(opened.choices);
  const shared = useMemo(
    () => ({
      choices,
      choose: (change: Partial<PageChoices>) => setChoices((known) => ({ ...known, ...change })),
    }),
    [choices],
  );
  const [language, chooseLanguage] = useState<Language>(openedIn);
  const shownLanguage = useMemo(() => ({ language, chooseLanguage }), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = pageTexts[language].title;
  }, [language]);
  const [state, onState] = useState(firstListState);
  const list = useMemo(() => ({ state, onState }), [state]);
  const [opening, setOpening] = useState(() => linkedOpening(opened));
  useEffect(() => {
    // The buttons of the browser, and an address that is pasted while the page is open, which loads no page.
    const followAddress = () => {
      const read = readAddress(location.hash);
      setChoices(read.choices);
      setOpening(linkedOpening(read));
    };
    window.addEventListener('popstate', followAddress);
    return () => window.removeEventListener('popstate', followAddress);
  }, []);
  const isFirstView = opening === null;
  useEffect(() => {
    if (!isFirstView) return;
    const address = addressOf(language, { query: '', variables: '', choices: firstChoices });
    history.replaceState(history.state, '', address);
  }, [isFirstView, language]);
  /** The first view stays in the history, so that the back button leads to it. */
  const openFromList = (chosen: Opening) => {
    history.pushState(null, '', location.href);
    setOpening(chosen);
  };
  return (
    <LanguageContext value={shownLanguage}>
      <ChoicesContext value={shared}>
        <ListContext value={list}>
          <div className="page">
            <SkipLinks hasEditor={!isFirstView} />
            <PageHeader />
            {isFirstView ? (
              <FirstView onOpen={openFromList} />
            ) : (
              <ErrorBoundary fallback={<NotLoaded />}>
                <Suspense
                  fallback={<main className="page-loading">{pageTexts[language].loading}</main>}
                >
                  <Workbench opening={opening} />
                </Suspense>
              </ErrorBoundary>
            )}
          </div>
        </ListContext>
      </ChoicesContext>
    </LanguageContext>
  );
}

/** Without a connection, or after a new version of the gateway, whose files have other names. */
function NotLoaded() {
  const texts = useTexts(pageTexts);
  return (
    <main className="page-loading" role="alert">
      <p>{texts.notLoaded}</p>
      <button type="button" className="run-button" onClick={() => location.reload()}>
        {texts.reload}
      </button>
    </main>
  );
}
