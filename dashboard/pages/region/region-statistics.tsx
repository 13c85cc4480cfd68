import { addressOf } from '../../operations/address.ts';
import { failuresOf, type QueryResult } from '../../operations/send-query.ts';
import { Section } from '../../parts/section.tsx';
import { Dutch, Link, Paragraph } from '../../parts/text.tsx';
import { StatisticsFigure } from '../../statistics/statistics-figure.tsx';
import type { StatisticsTable } from '../../statistics/table.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { tablesQuery } from './queries.ts';
import { REGION, rowsOfRegion, type ProgrammeWithRoles } from './region-areas.ts';
import type { RegionResults } from './results.ts';
import { regionTexts } from './texts.ts';

interface RegionStatisticsProps {
  readonly code: string;
  readonly results: RegionResults;
}

/** What the newest release counts about the region. */
export function RegionStatistics({ code, results }: RegionStatisticsProps) {
  const texts = useTexts(regionTexts).statistics;
  const { tableList, tables, programmesHere } = results;
  const all: readonly QueryResult<unknown>[] | null = tables && tableList && [tableList, ...tables];
  const result = all &&
    tableList && {
      ...tableList,
      failures: failuresOf(all),
      hasFailed: all.some(({ hasFailed }) => hasFailed),
    };
  return (
    <Section
      id="statistiek"
      title={texts.title}
      query={tablesQuery}
      variables={{}}
      result={result}
      content={tableList?.data?.statistics && tables}
      isEmpty={(shown) => shown.length === 0}
    >
      {(loaded) => {
        const shown = loaded.flatMap(({ data }) => data?.statisticsTable ?? []);
        if (tableList?.data?.release === null) return <Paragraph>{texts.noRelease}</Paragraph>;
        return (
          <>
            {shown.length === 0 ? (
              <Paragraph>{texts.none}</Paragraph>
            ) : (
              <Paragraph isQuiet>{texts.intro}</Paragraph>
            )}
            {shown
              .toSorted((a, b) => rowsOfRegion(b, code) - rowsOfRegion(a, code))
              .map((table: StatisticsTable) => (
                <StatisticsFigure key={table.id} table={table} only={{ dimension: REGION, code }} />
              ))}
            <WholeProgrammes
              programmes={(programmesHere ?? []).filter(({ id }) =>
                shown.some((table) => table.id.startsWith(`${id}.`)),
              )}
            />
          </>
        );
      }}
    </Section>
  );
}

/** The programmes that have tables of this region: their pages show more tables. */
function WholeProgrammes({ programmes }: { readonly programmes: readonly ProgrammeWithRoles[] }) {
  const { address } = useLocale();
  const texts = useTexts(regionTexts).statistics;
  if (programmes.length === 0) return null;
  return (
    <Paragraph isQuiet>
      {texts.wholeProgrammes}{' '}
      {programmes.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link
            href={`${addressOf({ page: 'programme', id, language: address.language })}#statistiek`}
          >
            <Dutch>{name ?? id}</Dutch>
          </Link>
        </span>
      ))}
      .
    </Paragraph>
  );
}
