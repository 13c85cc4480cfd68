import { Link } from '../parts/text.tsx';
import { useIsDemo } from './use-is-demo.ts';
import type { Invented } from './page-answers.ts';
import { useReading } from '../words/reading.ts';
import { addressOf } from './address.ts';
import type { Language } from './address.ts';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['nl', 'Nederlands'],
  ['en', 'English'],
];

/** Name of the page, its languages, and the line that says what the data is. */
export function PageHeader({ invented }: { readonly invented: Invented }) {
  const { address, words } = useReading();
  const isDemo = useIsDemo();
  const line = isDemo ? words.demo : words.invented[invented];
  return (
    <header className="page-header">
      <div className="page-bar">
        <p className="page-name">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf <span className="quiet">{words.title}</span>
        </p>
        <p className="page-explorer">
          <Link href="/graphql">{words.explorer}</Link>
        </p>
        <nav aria-label={words.language}>
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
