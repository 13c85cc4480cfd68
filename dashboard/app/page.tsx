import { useEffect } from 'react';
import { useReading } from '../words/reading.ts';
import { inventedIn, isUnknownProgramme, usePageAnswers } from './page-answers.ts';
import { PageHeader } from './page-header.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { ProgrammeSections } from './programme-sections.tsx';
import { UnknownProgramme } from './unknown-programme.tsx';

/** The whole page: one programme, named in the address. */
export function Page() {
  const { address, words } = useReading();
  const answers = usePageAnswers(address.programme);
  const isUnknown = isUnknownProgramme(answers.programme);
  const name = answers.programme?.data?.programme?.name ?? address.programme;
  useEffect(() => {
    document.title = `${isUnknown ? words.unknownProgramme : name} – Vakgraaf`;
  }, [isUnknown, name, words]);
  const isComplete = answers.silent !== null;
  useEffect(() => {
    // The browser looked for this place before there was anything on the page.
    if (isComplete && location.hash !== '')
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isComplete]);
  return (
    <>
      <a className="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
        {words.skip}
      </a>
      <PageHeader invented={inventedIn(answers)} />
      <div className="page-body">
        <ProgrammeNav programmes={answers.programmes} hasContents={!isUnknown} />
        <main id="inhoud" tabIndex={-1}>
          {isUnknown ? (
            <UnknownProgramme programmes={answers.programmes} />
          ) : (
            <ProgrammeSections answers={answers} />
          )}
        </main>
      </div>
    </>
  );
}
