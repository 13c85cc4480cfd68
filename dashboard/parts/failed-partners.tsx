import { Fragment } from 'react';
import { faultTexts } from '../../ui/faults.ts';
import { partnerName } from '../../ui/partner-names.ts';
import type { PartnerFailure } from '../operations/send-query.ts';
import { useLocale, textFor } from '../texts/locale.ts';

/** Names of the failed partners, each with the reason. */
export function FailedPartners({ failures }: { readonly failures: readonly PartnerFailure[] }) {
  const { address, texts } = useLocale();
  const { language } = address;
  return failures.map(({ partner, kind, fault }, index) => (
    <Fragment key={`${kind} ${partner}`}>
      {index > 0 && ', '}
      {partner === null ? textFor(texts.subgraphs, kind) : partnerName(partner)[language]} (
      {faultTexts[fault]?.[language] ?? fault})
    </Fragment>
  ));
}
