import { kindOf } from '../../indicators/figure-kind.ts';
import { todayInNetherlands } from '../../../ui/today.ts';
import { addressOf } from '../../operations/address.ts';
import type { Programme } from '../../operations/responses.ts';
import { Alert } from '../../parts/alert.tsx';
import { FailedPartners } from '../../parts/failed-partners.tsx';
import { sourceKey, SourceText } from '../../parts/source-line.tsx';
import { Dutch, Heading, Link, Paragraph } from '../../parts/text.tsx';
import { STEP, titleOf } from '../../statistics/table.ts';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { valueOf } from './figure-value.ts';
import { ProgrammeFacts } from './programme-head.tsx';
import { leadingTables, totalsOf, type TopicTable } from './release-totals.ts';
import type { ProgrammeResults } from './results.ts';
import { groupByKind, mergeRegions } from './roles.tsx';
import { sourcesOf } from './sources.tsx';
import { Story } from './story.tsx';
import { programmeTexts } from './texts.ts';
import { useOnePage } from './use-one-page.ts';

/** The programme on one A4: story, goal and result, what the release counted, lessons, partners, sources. */
export function Report({ results }: { readonly results: ProgrammeResults }) {
  const { address, texts } = useLocale();
  const own = useTexts(programmeTexts).report;
  const programme = results.programme?.data?.programme;
  const isComplete = results.failures !== null;
  const sheet = useOnePage(isComplete);
  const page = addressOf({ ...address, choices: {} });
  return (
    <>
      <div className="report-tools">
        <p className="nl-paragraph">
          <Link href={page}>{own.back}</Link>
        </p>
        <Paragraph isQuiet>{own.hint}</Paragraph>
        <button type="button" className="print-button" onClick={() => window.print()}>
          {own.print}
        </button>
      </div>
      {!programme || !isComplete ? (
        <>
          <Heading level={1}>{own.title}</Heading>
          <Paragraph isQuiet>{isComplete ? texts.failed : own.loading}</Paragraph>
        </>
      ) : (
        <article className="report" ref={sheet}>
          <Sheet programme={programme} results={results} />
        </article>
      )}
    </>
  );
}

interface SheetProps {
  readonly programme: Programme;
  readonly results: ProgrammeResults;
}

function Sheet({ programme, results }: SheetProps) {
  const { address, date } = useLocale();
  const own = useTexts(programmeTexts).report;
  const { failures, statistics } = results;
  const page = new URL(addressOf({ ...address, choices: {} }), location.href);
  return (
    <>
      <header>
        <p className="report-title">{own.title}</p>
        <h1>
          <Dutch>{programme.name ?? programme.id}</Dutch>
        </h1>
        <p className="report-summary">
          <Dutch>{programme.summary}</Dutch>
        </p>
        <ProgrammeFacts programme={programme} />
      </header>
      {failures !== null && failures.length > 0 && (
        <Alert tone="warning">
          <Paragraph>
            {own.unavailable}: <FailedPartners failures={failures} />.
          </Paragraph>
        </Alert>
      )}
      <section>
        <h2>{own.goals}</h2>
        <Story indicators={programme.indicators ?? []} />
        <OtherFigures programme={programme} />
      </section>
      <div className="report-columns">
        <Counted tables={statistics?.data?.statistics ?? []} />
        <Lessons programme={programme} />
        <ReportPilots results={results} />
        <ReportEvents programme={programme} />
        <Partners programme={programme} />
        <ReportSources programme={programme} />
      </div>
      <footer>{own.address(page.href, date(todayInNetherlands()))}</footer>
    </>
  );
}

/** Figures that are neither a goal nor a result, on one line. */
function OtherFigures({ programme }: { readonly programme: Programme }) {
  const locale = useLocale();
  const { kinds } = useTexts(programmeTexts);
  const figures = (programme.indicators ?? []).filter((one) => kindOf(one) === 'context');
  if (figures.length === 0) return null;
  return (
    <p>
      {kinds.context}:{' '}
      <Dutch>
        {figures
          .map((figure) => {
            const { before, figure: value, unit } = valueOf(figure, locale);
            const words = [before, value ?? figure.source.states, unit].filter(Boolean);
            return `${figure.measure.name} ${words.join(' ')}`;
          })
          .join('; ')}
      </Dutch>
      .
    </p>
  );
}

const MOST_TABLES = 4;

function Counted({ tables }: { readonly tables: readonly TopicTable[] }) {
  const { number, quarter, text } = useLocale();
  const { report: own, nothing } = useTexts(programmeTexts);
  const [first] = tables;
  const lines = leadingTables(tables, MOST_TABLES)
    .map((table) => ({ table, totals: totalsOf(table) }))
    .filter(({ totals }) => totals.length > 0);
  return (
    <section>
      <h2>{own.counted}</h2>
      {first === undefined || lines.length === 0 ? (
        <p>{nothing.statistics}</p>
      ) : (
        <>
          <ul>
            {lines.map(({ table, totals }) => (
              <li key={table.id}>
                {text(table.title)}:{' '}
                {totals.map((row, index) => {
                  const step = titleOf(row, STEP);
                  return (
                    <span key={row.keys.map(({ code }) => code).join(' ')}>
                      {index > 0 && ', '}
                      <strong>{number(row.count.value ?? 0)}</strong> {step && text(step)}
                    </span>
                  );
                })}
                .
              </li>
            ))}
          </ul>
          <p className="quiet">{own.countedNote(quarter(first.release.id))}</p>
        </>
      )}
    </section>
  );
}

function Lessons({ programme: { learningPoints } }: { readonly programme: Programme }) {
  const own = useTexts(programmeTexts).report;
  if (!learningPoints?.length) return null;
  return (
    <section>
      <h2>{own.lessons}</h2>
      <ul>
        {learningPoints.map(({ text }) => (
          <li key={text}>
            <Dutch>{text}</Dutch>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReportPilots({ results }: { readonly results: ProgrammeResults }) {
  const { texts, number } = useLocale();
  const own = useTexts(programmeTexts).report;
  const pilots = results.pilots?.data?.pilots?.nodes ?? [];
  if (pilots.length === 0) return null;
  return (
    <section>
      <h2>{own.pilots}</h2>
      <ul>
        {pilots.map(({ id, name, status, target }) => (
          <li key={id}>
            <Dutch>{name}</Dutch>: {textFor(texts.pilots.statuses, status ?? 'UNKNOWN')}
            {target !== null && `, ${texts.pilots.target.toLowerCase()} ${number(target)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReportEvents({ programme }: { readonly programme: Programme }) {
  const { texts, date } = useLocale();
  const own = useTexts(programmeTexts).report;
  const { publicEvents, deliverables } = programme;
  if (!publicEvents?.length && !deliverables?.length) return null;
  return (
    <section>
      <h2>{own.events}</h2>
      <ul>
        {(publicEvents ?? []).map((event) => (
          <li key={event.id}>
            <Dutch>{[event.name, event.place].filter(Boolean).join(', ')}</Dutch>
            {event.date !== null && `, ${date(event.date)}`}
          </li>
        ))}
        {(deliverables ?? []).map(({ name, dueOn }) => (
          <li key={name}>
            <Dutch>{name}</Dutch>
            {dueOn !== null && `, ${texts.events.due} ${date(dueOn)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** More names of one role than this say nothing more on one sheet. */
const MOST_NAMES = 12;

function Partners({ programme: { roles } }: { readonly programme: Programme }) {
  const { texts } = useLocale();
  const own = useTexts(programmeTexts).report;
  if (!roles?.length) return null;
  return (
    <section>
      <h2>{own.partners}</h2>
      <ul>
        {groupByKind(roles, Object.keys(texts.roles.kinds)).map(([kind, members]) => {
          const all = mergeRegions(members).map(({ role }) => role.organisation?.name ?? '');
          const names = [...new Set(all)].filter((name) => name !== '');
          const more = names.length - MOST_NAMES;
          return (
            <li key={kind}>
              {textFor(texts.roles.kinds, kind)}:{' '}
              <Dutch>{names.slice(0, MOST_NAMES).join(', ')}</Dutch>
              {more > 0 && ` ${own.more(more)}`}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ReportSources({ programme }: { readonly programme: Programme }) {
  const own = useTexts(programmeTexts).report;
  const sources = sourcesOf(programme);
  if (sources.length === 0) return null;
  return (
    <section>
      <h2>{own.sources}</h2>
      <ul>
        {sources.map((source) => (
          <li key={source.id} id={`bron-${sourceKey(source)}`}>
            <Dutch>
              <cite>{source.title}</cite>
            </Dutch>
            . <SourceText source={source} />
          </li>
        ))}
      </ul>
    </section>
  );
}
