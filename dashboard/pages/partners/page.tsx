// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './partners.css';
import { PageLayout } from '../../layout/page-layout.tsx';
import { partnersQuery } from '../../operations/saved-queries.ts';
import { useQuery } from '../../operations/use-query.ts';
import { Section } from '../../parts/section.tsx';
import { Heading, Paragraph } from '../../parts/text.tsx';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { PartnerBoard } from './partner-board.tsx';
import { PARTNER_KINDS, partnerTexts } from './texts.ts';

/** All partners: what they bring, and whether they respond now. */
export function Partners() {
  const { texts } = useLocale();
  const own = useTexts(partnerTexts);
  const result = useQuery(partnersQuery, {});
  const partners = result?.data?.partners;
  const all = Object.values(partners ?? {}).flatMap((kind) => kind ?? []);
  const answering = all.filter(({ state }) => state === 'ANSWERING' || state === 'SLOW');
  const counts = own.counts(answering.length, all.length);
  const unavailable = PARTNER_KINDS.filter((kind) => partners?.[kind] === null);
  const names = unavailable.map((kind) => textFor(texts.subgraphs, kind));
  const unknown = names.length === 0 ? '' : ` ${own.unknown(names.join(', '))}`;
  return (
    <PageLayout title={texts.pages.partners}>
      <Heading level={1}>{texts.pages.partners}</Heading>
      <Paragraph isLead>{own.lead}</Paragraph>
      <Section
        id="status"
        title={partners ? `${counts}${unknown}` : texts.status.title}
        query={partnersQuery}
        variables={{}}
        result={result}
        content={partners}
      >
        {(board) => <PartnerBoard board={board} />}
      </Section>
    </PageLayout>
  );
}
