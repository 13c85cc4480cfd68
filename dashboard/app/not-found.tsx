import { PageLayout } from '../layout/page-layout.tsx';
import { addressOf } from '../operations/address.ts';
import { Heading, Link, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';

/** For an address without a page. */
export function NotFound() {
  const { address, texts } = useLocale();
  return (
    <PageLayout title={texts.notFound.title}>
      <Heading level={1}>{texts.notFound.title}</Heading>
      <Paragraph isLead>
        {texts.notFound.hint}{' '}
        <Link href={addressOf({ page: 'overview', language: address.language })}>
          {texts.notFound.overview}
        </Link>
        .
      </Paragraph>
    </PageLayout>
  );
}
