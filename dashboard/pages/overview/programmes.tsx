import { withFailures } from '../../operations/send-query.ts';
import type { BereikQuery } from '../../operations/generated.ts';
import { addressOf } from '../../operations/address.ts';
import { Section } from '../../parts/section.tsx';
import { Heading, Link, Paragraph } from '../../parts/text.tsx';
import { capital, useLocale, useTexts } from '../../texts/locale.ts';
import type { Mark } from './figures.ts';
import { ProgrammeRow } from './programme-row.tsx';
import { overviewQuery } from './queries.ts';
import type { OverviewResults, ProgrammeOverview } from './results.ts';
import { overviewTexts } from './texts.ts';

/** The programmes, each with goal against result. */
export function ProgrammesSection({ results }: { readonly results: OverviewResults }) {
  const texts = useTexts(overviewTexts);
  const { overview, running, programmes, reach } = results;
  return (
    <Section
      id="programmas"
      title={texts.programmes.title}
      query={overviewQuery}
      variables={{}}
      result={withFailures(overview, running)}
      content={programmes}
      failureNote={texts.programmes.failureNote}
    >
      {(all) => (
        <>
          {running !== null && <Message programmes={all} isWhole={results.isWhole} />}
          <MarkLegend />
          <ProgrammeRows
            programmes={all.filter(({ figureKind }) => figureKind !== 'NONE')}
            reach={reach?.data ?? null}
          />
          {overview?.data?.programmes?.pageInfo.hasNextPage === true && (
            <Paragraph>{texts.programmes.more}</Paragraph>
          )}
        </>
      )}
    </Section>
  );
}

interface MessageProps {
  readonly programmes: readonly ProgrammeOverview[];
  readonly isWhole: boolean;
}

function Message({ programmes, isWhole }: MessageProps) {
  const { number } = useLocale();
  const texts = useTexts(overviewTexts);
  const count = programmes.filter(({ state }) => state === 'RUNNING').length;
  const running = isWhole ? number(count) : texts.atLeast(number(count));
  return (
    <Paragraph>
      {capital(texts.programmes.message(running, number(programmes.length), count === 1))}
    </Paragraph>
  );
}

/** The programmes of which nothing about reach was published, and how the numbers of the release are to be read. */
export function OtherProgrammes({ results }: { readonly results: OverviewResults }) {
  const texts = useTexts(overviewTexts).programmes;
  const others = (results.programmes ?? []).filter(({ figureKind }) => figureKind === 'NONE');
  return (
    <section className="section" aria-labelledby="zonder-cijfers">
      {others.length > 0 && (
        <>
          <Heading level={2} id="zonder-cijfers">
            {texts.withoutFigures}
          </Heading>
          <div className="programme-rows--beside">
            <ProgrammeRows programmes={others} reach={results.reach?.data ?? null} />
          </div>
        </>
      )}
      <CountedFoot reach={results.reach} />
    </section>
  );
}

interface ProgrammeRowsProps {
  readonly programmes: readonly ProgrammeOverview[];
  readonly reach: BereikQuery | null;
}

function ProgrammeRows({ programmes, reach }: ProgrammeRowsProps) {
  return (
    <ol className="programme-rows">
      {programmes.map((one) => (
        <ProgrammeRow key={one.programme.id} overview={one} reach={reach} />
      ))}
    </ol>
  );
}

const MARKS: readonly Mark[] = ['RESULT', 'ESTIMATE', 'TARGET', 'AMBITION'];

function MarkLegend() {
  const texts = useTexts(overviewTexts).legend;
  return (
    <ul className="mark-legend" aria-label={texts.title}>
      {MARKS.map((mark) => (
        <li key={mark}>
          <span className="mark-sample" aria-hidden="true">
            <span className={`mark mark--${mark.toLowerCase()}`} />
          </span>
          {texts.marks[mark]}
        </li>
      ))}
    </ul>
  );
}

function CountedFoot({ reach }: Pick<OverviewResults, 'reach'>) {
  const { address, quarter } = useLocale();
  const texts = useTexts(overviewTexts).programmes;
  const release = reach?.data?.release;
  if (!release) return null;
  return (
    <Paragraph isQuiet>
      {texts.countedFoot(quarter(release.quarter))}{' '}
      <Link
        href={addressOf({
          page: 'statistics',
          id: 'all.reach-by-programme',
          language: address.language,
        })}
      >
        {texts.method}
      </Link>
    </Paragraph>
  );
}
