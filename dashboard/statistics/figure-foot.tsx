import { addressOf } from '../operations/address.ts';
import { useChoices } from '../operations/use-choices.ts';
import { Dutch, Link } from '../parts/text.tsx';
import { capital, useLocale, useTexts } from '../texts/locale.ts';
import { isHidden, type StatisticsRow, type StatisticsTable } from './table.ts';
import { texts as figureTexts } from './texts.ts';

interface FigureFootProps {
  readonly table: StatisticsTable;
  readonly rows: readonly StatisticsRow[];
  readonly isOwnPage: boolean;
}

/** What must be known to read the numbers: rounding, hidden ones, release, sources, method, proof and files. */
export function FigureFoot({ table, rows, isOwnPage }: FigureFootProps) {
  const { address, text, number, date, quarter } = useLocale();
  const texts = useTexts(figureTexts);
  const { choices } = useChoices();
  const { id, title, method, legalNote, release, csv, jsonStat } = table;
  const hidden = rows.filter(isHidden);
  const hasAnswers = rows.some(({ answer }) => answer !== null);
  const thresholds = hidden.map(({ count }) => count.threshold);
  const files = texts.files(text(title));
  return (
    <div className="statistic-foot">
      <p>
        {!hasAnswers && `${texts.rounded(rows[0]?.count.roundedTo ?? 10)} `}
        {hidden.length === 0
          ? !hasAnswers && texts.noneHidden
          : `${texts.hiddenCount(number(hidden.length), number(rows.length))} ${texts.why(Math.min(...thresholds), Math.max(...thresholds))}`}
      </p>
      <p>
        <Sources table={table} />
        {texts.release(quarter(release.id), date(release.publishedAt))}
      </p>
      {!isOwnPage && (
        <details>
          <summary>{texts.howCounted}</summary>
          <p>{text(method)}</p>
          {legalNote && <p>{text(legalNote)}</p>}
          <Proof certificate={release.certificate} />
        </details>
      )}
      <ul className="statistic-files">
        {csv !== null && (
          <li>
            <a className="nl-link" href={csv} download aria-label={files.csv}>
              CSV
            </a>
          </li>
        )}
        {jsonStat !== null && (
          <li>
            <a className="nl-link" href={jsonStat} download aria-label={files.jsonStat}>
              JSON-stat
            </a>
          </li>
        )}
        <li>
          <Link href={release.certificate}>{capital(texts.certificate)}</Link>
        </li>
        <li>
          <a
            className="nl-link"
            href={addressOf({
              page: 'statistics',
              id,
              language: address.language,
              // A later release has other numbers, so a permanent address names the release.
              choices: { ...(isOwnPage ? choices : {}), uitgave: release.id },
            })}
            aria-label={texts.about(texts.permalink, text(title))}
          >
            {texts.permalink}
          </a>
        </li>
      </ul>
    </div>
  );
}

/** What the certificate of a release proves. */
export function Proof({ certificate }: { readonly certificate: string }) {
  const texts = useTexts(figureTexts);
  return (
    <p>
      {texts.certificateBefore}
      <Link href={certificate}>{texts.certificate}</Link>
      {texts.certificateAfter}
    </p>
  );
}

/** The partners whose records were counted; where all have the same day, it is said once. */
function Sources({ table }: { readonly table: StatisticsTable }) {
  const locale = useLocale();
  const texts = useTexts(figureTexts);
  const names = table.sources.map(
    ({ partner, kind }) =>
      partner?.name ?? (locale.texts.subgraphs as Readonly<Record<string, string>>)[kind] ?? '',
  );
  const days = new Set(table.sources.map(({ asOf }) => asOf?.slice(0, 10)));
  const [day] = days;
  if (names.length === 0) return null;
  return (
    <>
      {texts.sources}: <Dutch>{[...new Set(names)].join(', ')}</Dutch>
      {days.size === 1 && day !== undefined ? texts.asOf(locale.date(day)) : ''}.{' '}
    </>
  );
}
