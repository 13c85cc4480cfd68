import { useIsWide } from '../../layout/use-is-wide.ts';
import { addressOf } from '../../operations/address.ts';
import { Link, Paragraph } from '../../parts/text.tsx';
import { StatisticsFigure } from '../../statistics/statistics-figure.tsx';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { leadingTables, type TopicTable } from './release-totals.ts';
import { programmeTexts } from './texts.ts';

/** With more, nobody reads the page to its end; the other tables have a page each. */
const SHOWN = 2;
const SHOWN_NARROW = 1;

/** The tables that tell most, and links to the other tables by topic. */
export function ProgrammeStatistics({ tables }: { readonly tables: readonly TopicTable[] }) {
  const { quarter } = useLocale();
  const texts = useTexts(programmeTexts);
  const leading = leadingTables(tables, useIsWide() ? SHOWN : SHOWN_NARROW);
  const others = tables.filter((table) => !leading.includes(table));
  const [first] = tables;
  return (
    <>
      {first && <Paragraph isQuiet>{texts.statisticsIntro(quarter(first.release.id))}</Paragraph>}
      {leading.map((table) => (
        <StatisticsFigure key={table.id} table={table} />
      ))}
      {others.length > 0 && (
        <details className="more">
          <summary>{texts.moreTables(others.length)}</summary>
          <dl className="more-tables">
            {[...new Set(others.map(({ topic }) => topic))].map((topic) => (
              <div key={topic}>
                <dt>{textFor(texts.topics, topic)}</dt>
                {others
                  .filter((table) => table.topic === topic)
                  .map((table) => (
                    <dd key={table.id}>
                      <TableLink table={table} />
                    </dd>
                  ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function TableLink({ table: { id, title, status } }: { readonly table: TopicTable }) {
  const { address, text } = useLocale();
  const own = useTexts(programmeTexts);
  return (
    <>
      <Link href={addressOf({ page: 'statistics', id, language: address.language })}>
        {text(title)}
      </Link>
      {status !== 'PUBLISHED' && <span className="quiet"> ({own.notPublished})</span>}
    </>
  );
}
