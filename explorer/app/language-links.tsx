import type { MouseEvent } from 'react';
import { languageNames, pathIn, type Language } from '../../ui/language.ts';
import { usePageLanguage, useTexts } from '../choices/page-language.ts';
import { pageTexts } from './texts.ts';

/**
 * Links to the page in each language. A click changes the page in place, because a new page would have no sign-in, no
 * role and no tabs any more.
 */
export function LanguageLinks() {
  const { language, chooseLanguage } = usePageLanguage();
  const texts = useTexts(pageTexts);
  const choose = (event: MouseEvent, chosen: Language) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (opensElsewhere) return;
    event.preventDefault();
    chooseLanguage(chosen);
  };
  return (
    <nav aria-label={texts.language}>
      <ul className="languages">
        {languageNames.map(([one, name]) => (
          <li key={one}>
            <a
              href={pathIn(one, '/graphql')}
              lang={one}
              hrefLang={one}
              aria-current={one === language ? 'page' : undefined}
              onClick={(event) => choose(event, one)}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
