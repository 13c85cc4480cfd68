import { useEffect } from 'react';
import { useLocale } from '../texts/locale.ts';
import { isUnknownProgramme, syntheticShareOf, usePageResults } from './page-results.ts';
import { PageHeader } from './page-header.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { ProgrammeSections } from './programme-sections.tsx';
import { UnknownProgramme } from './unknown-programme.tsx';

/** The whole page: one programme, named in the address. */
export function Page() {
  const { address, texts } = useLocale();
  const results = usePageResults(address.programme);
  const isUnknown = isUnknownProgramme(results.programme);
  const name = results.programme?.data?.programme?.name ?? address.programme;
  useEffect(() => {
    document.title = `${isUnknown ? texts.unknownProgramme : name} – Vakgraaf`;
  }, [isUnknown, name, texts]);
  const isComplete = results.failures !== null;
  useEffect(() => {
    // The browser looked for the anchor before the section was rendered.
    if (isComplete && location.hash !== '')
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isComplete]);
  return (
    <>
      <a className="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
        {texts.skip}
      </a>
      <PageHeader synthetic={syntheticShareOf(results)} />
      <div className="page-body">
        <ProgrammeNav programmes={results.programmes} hasContents={!isUnknown} />
        <main id="inhoud" tabIndex={-1}>
          {isUnknown ? (
            <UnknownProgramme programmes={results.programmes} />
          ) : (
            <ProgrammeSections results={results} />
          )}
        </main>
      </div>
    </>
  );
}
