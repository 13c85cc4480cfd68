import { lazy, Suspense, type ComponentType } from 'react';
import type { PageName } from '../operations/address.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import { NotFound } from './not-found.tsx';

/** Each page is a file of its own, which the browser loads when the page is opened. */
const PAGES: Readonly<Record<PageName, ComponentType>> = {
  overview: lazy(async () => {
    const { Overview } = await import('../pages/overview/page.tsx');
    return { default: Overview };
  }),
  region: lazy(async () => {
    const { RegionPage } = await import('../pages/region/page.tsx');
    return { default: RegionPage };
  }),
  programme: lazy(async () => {
    const { ProgrammePage } = await import('../pages/programme/page.tsx');
    return { default: ProgrammePage };
  }),
  instruments: lazy(async () => {
    const { Instruments } = await import('../pages/instruments/page.tsx');
    return { default: Instruments };
  }),
  statistics: lazy(async () => {
    const { StatisticsPage } = await import('../pages/statistics/page.tsx');
    return { default: StatisticsPage };
  }),
  partners: lazy(async () => {
    const { Partners } = await import('../pages/partners/page.tsx');
    return { default: Partners };
  }),
  reference: lazy(async () => {
    const { Reference } = await import('../pages/reference/page.tsx');
    return { default: Reference };
  }),
  developers: lazy(async () => {
    const { Developers } = await import('../pages/developers/page.tsx');
    return { default: Developers };
  }),
};

/** The page of the address. */
export function ChosenPage() {
  const { address } = useLocale();
  if (address.page === null) return <NotFound />;
  const Page = PAGES[address.page];
  return (
    <Suspense fallback={<LoadingPage />}>
      <Page />
    </Suspense>
  );
}

function LoadingPage() {
  const { texts } = useLocale();
  return (
    <PageLayout title={texts.loadingPage}>
      <Paragraph isQuiet>{texts.loadingPage}</Paragraph>
    </PageLayout>
  );
}
