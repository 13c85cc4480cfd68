import { languageNames } from '../../ui/language.ts';
import { addressOf, explorerPath, type PageName } from '../operations/address.ts';
import { useChoices } from '../operations/use-choices.ts';
import { Link } from '../parts/text.tsx';
import { useIsDemo } from '../parts/use-is-demo.ts';
import { useLocale } from '../texts/locale.ts';
import type { SyntheticShare } from './page-layout.tsx';
import { useIsWide } from './use-is-wide.ts';

/** In the order of the header; a region and a programme are reached from the overview. */
const PAGES: readonly PageName[] = ['overview', 'instruments', 'statistics', 'partners'];

/** Name of the product, its pages, the choice of language, and a line about synthetic data. */
export function PageHeader({ synthetic }: { readonly synthetic: SyntheticShare }) {
  const { address, texts } = useLocale();
  const isDemo = useIsDemo();
  const line = isDemo ? texts.demo : texts.synthetic[synthetic];
  const { language, page } = address;
  const { choices } = useChoices();
  return (
    <header>
      <div className="page-bar">
        <a className="page-name" href={addressOf({ page: 'overview', language })}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          Vakgraaf
        </a>
        <details className="page-menu" open={useIsWide()}>
          <summary>{texts.menu}</summary>
          <div className="page-menus">
            <nav aria-label={texts.menu}>
              <ul className="page-links">
                {PAGES.map((name) => (
                  <li key={name}>
                    <Link href={addressOf({ page: name, language })} isCurrent={name === page}>
                      {texts.pages[name]}
                    </Link>
                  </li>
                ))}
                <li>
                  <Link href={explorerPath(language)}>{texts.explorer}</Link>
                </li>
              </ul>
            </nav>
            <nav aria-label={texts.language}>
              <ul className="page-links languages">
                {languageNames.map(([one, name]) => (
                  <li key={one}>
                    <Link
                      href={addressOf({ ...address, choices, language: one })}
                      lang={one}
                      isCurrent={one === language}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </details>
      </div>
      {line !== null && <p className="page-strip">{line}</p>}
    </header>
  );
}
