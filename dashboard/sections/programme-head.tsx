import type { Programme } from '../asking/answers.ts';
import { Dutch, Heading, Link, Paragraph } from '../parts/text.tsx';
import { useReading } from '../words/reading.ts';
import { isWebAddress } from './sources.tsx';

/** What the programme is, what it is for, where and when. */
export function ProgrammeHead({ programme }: { readonly programme: Programme }) {
  const { words, period } = useReading();
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
            <dt>{words.region}</dt>
            <dd>
              <Dutch>{regions.join(', ')}</Dutch>
            </dd>
          </div>
        )}
        {worksFrom !== '' && (
          <div>
            <dt>{words.period}</dt>
            <dd>{worksFrom}</dd>
          </div>
        )}
        {isWebAddress(programme.website) && (
          <div>
            <dt>{words.website}</dt>
            <dd>
              <Link href={programme.website}>{new URL(programme.website).hostname}</Link>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
