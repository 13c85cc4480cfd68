import { useEffect, type ReactNode } from 'react';
import { useLocale } from '../texts/locale.ts';
import { PageContents, type Content } from './page-contents.tsx';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';

/** How many of the partners' records on the page are marked as synthetic by their provenance. */
export type SyntheticShare = 'all' | 'some' | 'none';

interface PageLayoutProps {
  /** Title of the browser's window, before the name of the product. */
  readonly title: string;
  /** Whether the records on the page are invented; outside a demo only known when they have arrived. */
  readonly synthetic?: SyntheticShare;
  /** Sections of a long page, shown beside it. */
  readonly contents?: readonly Content[];
  readonly children: ReactNode;
}

/** What every page has: skip link, header with the pages, its content, and a footer. */
export function PageLayout({ title, synthetic = 'none', contents, children }: PageLayoutProps) {
  const { texts } = useLocale();
  useEffect(() => {
    document.title = `${title} – Vakgraaf`;
  }, [title]);
  return (
    <>
      <a className="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">
        {texts.skip}
      </a>
      <PageHeader synthetic={synthetic} />
      <div className={contents === undefined ? 'page-body' : 'page-body page-body--contents'}>
        {contents !== undefined && <PageContents contents={contents} />}
        <main id="inhoud" tabIndex={-1}>
          {children}
        </main>
      </div>
      <PageFooter />
    </>
  );
}
