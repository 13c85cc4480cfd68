import { addressOf, explorerPath } from '../operations/address.ts';
import { Link } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';

/** Where the data comes from, and the pages for those who work with the graph. */
export function PageFooter() {
  const { address, texts } = useLocale();
  const { language } = address;
  return (
    <footer className="page-footer">
      <p>{texts.footer.about}</p>
      <ul>
        <li>
          <Link href={addressOf({ page: 'reference', language })}>{texts.pages.reference}</Link>
        </li>
        <li>
          <Link href={addressOf({ page: 'developers', language })}>{texts.pages.developers}</Link>
        </li>
        <li>
          <Link href={explorerPath(language)}>{texts.explorer}</Link>
        </li>
      </ul>
    </footer>
  );
}
