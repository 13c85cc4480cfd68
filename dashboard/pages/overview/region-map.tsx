import { Section } from '../../parts/section.tsx';
import { Paragraph } from '../../parts/text.tsx';
import { TileMap } from '../../parts/tile-map.tsx';
import { TILES } from '../../parts/tile-positions.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { runningQuery } from '../../programmes/running-query.ts';
import type { OverviewResults } from './results.ts';
import { overviewTexts } from './texts.ts';

/** The labour market regions, coloured by the number of programmes that run there now. */
export function RegionMap({ results }: { readonly results: OverviewResults }) {
  const texts = useTexts(overviewTexts).map;
  const { overview, running, counts } = results;
  return (
    <Section
      id="kaart"
      title={texts.title}
      query={runningQuery}
      variables={{}}
      result={running}
      content={overview?.data?.regions?.nodes ?? []}
      failureNote={texts.failureNote}
    >
      {(regions) => (
        <>
          <MapMessage results={results} />
          <Paragraph isQuiet>{texts.hint}</Paragraph>
          <TileMap regions={regions} counts={counts} />
          <Paragraph isQuiet>{texts.foot}</Paragraph>
        </>
      )}
    </Section>
  );
}

function MapMessage({ results }: { readonly results: OverviewResults }) {
  const { number } = useLocale();
  const texts = useTexts(overviewTexts);
  const { counts, haveCountsFailed, isWhole } = results;
  if (counts === null)
    return <Paragraph>{haveCountsFailed ? texts.map.failed : texts.map.waiting}</Paragraph>;
  const reached = number([...counts.values()].filter((count) => count > 0).length);
  return (
    <Paragraph>
      {texts.map.message(isWhole ? reached : texts.atLeast(reached), number(TILES.length))}
    </Paragraph>
  );
}
