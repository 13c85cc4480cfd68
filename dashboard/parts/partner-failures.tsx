import type { PartnerFailure } from '../operations/send-query.ts';
import { Alert } from './alert.tsx';
import { FailedPartners } from './failed-partners.tsx';
import { Paragraph } from './text.tsx';
import { useLocale } from '../texts/locale.ts';

/** At the top of the page: the partners that failed. A screen reader announces it when it is known. */
export function PartnerFailures({
  failures,
}: {
  readonly failures: readonly PartnerFailure[] | null;
}) {
  const { texts } = useLocale();
  return (
    <div className="partner-failures" role="status">
      {failures?.length === 0 && <p className="nl-paragraph quiet">{texts.status.none}</p>}
      {failures !== null && failures.length > 0 && (
        <Alert tone="warning">
          <Paragraph>
            <strong>{texts.status.some}:</strong> <FailedPartners failures={failures} />.
          </Paragraph>
        </Alert>
      )}
    </div>
  );
}
