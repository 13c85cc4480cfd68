import { Link } from '../parts/text.tsx';
import { useIsDemo } from './use-is-demo.ts';
import type { SyntheticShare } from './page-results.ts';
import { useLocale } from '../texts/locale.ts';
import { addressOf } from './address.ts';
import type { Language } from './address.ts';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['nl', 'Nederlands'],
  ['en', 'English'],
];

/** Name of the page, choice of language, and a line about synthetic data. */
export function PageHeader({ synthetic }: { readonly synthetic: SyntheticShare }) {
  const { address, texts } = useLocale();
  const isDemo = useIsDemo();
  const line = isDemo ? texts.demo : texts.synthetic[synthetic];
  return (
    <header className="page-header">
      <div className="page-bar">
        <p className="page-name">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf <span className="quiet">{texts.title}</span>
        </p>
        <p className="page-explorer">
          <Link href="/graphql">{texts.explorer}</Link>
        </p>
        <nav aria-label={texts.language}>
          <ul className="languages">
            {LANGUAGES.map(([language, name]) => (
              <li key={language}>
                <Link
                  href={addressOf({ ...address, language })}
                  lang={language}
                  isCurrent={language === address.language}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {line !== null && <p className="page-strip">{line}</p>}
    </header>
  );
}
