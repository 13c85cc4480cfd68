import type { Programme } from '../operations/responses.ts';
import { Dutch, Heading, Link, Paragraph } from '../parts/text.tsx';
import { useLocale } from '../texts/locale.ts';
import { isWebAddress } from './sources.tsx';

/** Name, summary, regions, period and website of the programme. */
export function ProgrammeHead({ programme }: { readonly programme: Programme }) {
  const { texts, period } = useLocale();
  const regions = (programme.regions ?? []).flatMap(({ name }) => (name ? [name] : []));
  const worksFrom = period(programme.period);
  return (
    <>
      <Heading level={1} id="programma">
        <Dutch>{programme.name ?? programme.id}</Dutch>
      </Heading>
      {programme.summary && (
        <Paragraph isLead>
          <Dutch>{programme.summary}</Dutch>
        </Paragraph>
      )}
      <dl className="facts">
        {regions.length > 0 && (
          <div>
            <dt>{texts.region}</dt>
            <dd>
              <Dutch>{regions.join(', ')}</Dutch>
            </dd>
          </div>
        )}
        {worksFrom !== '' && (
          <div>
            <dt>{texts.period}</dt>
            <dd>{worksFrom}</dd>
          </div>
        )}
        {isWebAddress(programme.website) && (
          <div>
            <dt>{texts.website}</dt>
            <dd>
              <Link href={programme.website}>{new URL(programme.website).hostname}</Link>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
