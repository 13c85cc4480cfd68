import { Fragment } from 'react';
import { faultTexts } from '../../ui/faults.ts';
import type { PartnerFailure } from '../operations/send-query.ts';
import { useOrganisationNames } from './use-organisation-names.ts';
import { useLocale, textFor } from '../texts/locale.ts';

/** Names of the failed partners, each with the reason. */
export function FailedPartners({ failures }: { readonly failures: readonly PartnerFailure[] }) {
  const { address, texts } = useLocale();
  const nameOf = useOrganisationNames(failures.some(({ partner }) => partner !== null));
  return failures.map(({ partner, kind, fault }, index) => (
    <Fragment key={`${kind} ${partner}`}>
      {index > 0 && ', '}
      {partner === null ? textFor(texts.subgraphs, kind) : nameOf(partner)} (
      {faultTexts[fault]?.[address.language] ?? fault})
    </Fragment>
  ));
}
