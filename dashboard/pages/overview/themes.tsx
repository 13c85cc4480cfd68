import { addressOf, type PageName } from '../../operations/address.ts';
import { Heading, Link } from '../../parts/text.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import type { OverviewResults } from './results.ts';
import { overviewTexts } from './texts.ts';

const PAGES = ['instruments', 'statistics', 'partners'] as const satisfies readonly PageName[];

/** Questions of a newcomer, each a link to the page with the answer; none about a programme that is not there. */
export function Themes({ programmes }: Pick<OverviewResults, 'programmes'>) {
  const { address } = useLocale();
  const texts = useTexts(overviewTexts).themes;
  const { language } = address;
  const known = programmes && new Set(programmes.map(({ programme }) => programme.id));
  const questions = Object.entries(texts.programmes).filter(([id]) => known?.has(id) ?? true);
  return (
    <section className="section" aria-labelledby="vragen">
      <Heading level={2} id="vragen">
        {texts.title}
      </Heading>
      <ul className="themes">
        {questions.map(([id, question]) => (
          <li key={id}>
            <Link href={addressOf({ page: 'programme', id, language })}>{question}</Link>
          </li>
        ))}
        {PAGES.map((page) => (
          <li key={page}>
            <Link href={addressOf({ page, language })}>{texts[page]}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
