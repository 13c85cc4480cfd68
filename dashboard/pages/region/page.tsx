// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './region.css';
import type { Content } from '../../layout/page-contents.tsx';
import { PageLayout } from '../../layout/page-layout.tsx';
import { PartnerFailures } from '../../parts/partner-failures.tsx';
import { Section } from '../../parts/section.tsx';
import { regionNameOf, TILES } from '../../parts/tile-positions.ts';
import { useScrollToAnchor } from '../../parts/use-scroll-to-anchor.ts';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { withFailures } from '../../operations/send-query.ts';
import { InstrumentGroups } from './instrument-groups.tsx';
import { LabourMarket } from './labour-market.tsx';
import { Nearby } from './nearby.tsx';
import { Organisations } from './organisations.tsx';
import { RegionProgrammes } from './programmes.tsx';
import {
  instrumentsQuery,
  programmesWithRolesQuery,
  regionQuery,
  trainingsQuery,
} from './queries.ts';
import { RegionHead } from './region-head.tsx';
import { RegionStatistics } from './region-statistics.tsx';
import { useRegionResults } from './results.ts';
import { regionTexts } from './texts.ts';
import { Trainings } from './training-table.tsx';
import { UnknownRegion } from './unknown-region.tsx';

/** One labour market region: what runs there, what was counted, and what one can use now. */
export function RegionPage() {
  const { address } = useLocale();
  const texts = useTexts(regionTexts);
  const code = address.id.toUpperCase();
  const tile = TILES.find((one) => one.code === code);
  const results = useRegionResults(code, tile !== undefined);
  useScrollToAnchor(results.isComplete);
  if (tile === undefined) {
    return (
      <PageLayout title={texts.unknown.title}>
        <UnknownRegion />
      </PageLayout>
    );
  }
  const { region, programmes, running, instruments, trainings, areas, programmesHere } = results;
  const found = region?.data?.region ?? null;
  const name = found?.name ?? regionNameOf(tile);
  const contents: readonly Content[] = [
    ['programmas', texts.programmes.title],
    ['statistiek', texts.statistics.title],
    ['opleidingen', texts.trainings.title],
    ['instrumenten', texts.instruments.title],
    ['organisaties', texts.organisations.title],
    ['arbeidsmarkt', texts.labourMarket.title],
    ['buurt', texts.nearby.title],
  ];
  const isSynthetic = trainings.nodes.some(({ provenance }) => provenance?.synthetic === true);
  return (
    <PageLayout title={name} synthetic={isSynthetic ? 'some' : 'none'} contents={contents}>
      <RegionHead code={code} name={name} region={found} results={results} />
      <PartnerFailures failures={results.failures} />
      <Section
        id="programmas"
        title={texts.programmes.title}
        query={programmesWithRolesQuery}
        variables={{}}
        result={withFailures(programmes, running)}
        content={programmesHere}
        failureNote={texts.programmes.failureNote}
      >
        {(here) => <RegionProgrammes programmes={here} running={running} />}
      </Section>
      <RegionStatistics code={code} results={results} />
      <Section
        id="opleidingen"
        title={texts.trainings.title}
        query={trainingsQuery}
        variables={trainings.variables}
        result={trainings.result}
        content={trainings.result?.data?.trainings}
        isEmpty={({ nodes }) => nodes.length === 0}
        failureNote={texts.trainings.failureNote}
      >
        {() => <Trainings trainings={trainings} region={found} />}
      </Section>
      <Section
        id="instrumenten"
        title={texts.instruments.title}
        query={instrumentsQuery}
        variables={{ regio: code }}
        result={instruments}
        content={instruments?.data}
        failureNote={texts.instruments.failureNote}
      >
        {(data) => (
          <InstrumentGroups
            data={data}
            isPartial={(instruments?.failures.length ?? 0) > 0}
            regionName={name}
          />
        )}
      </Section>
      <Section
        id="organisaties"
        title={texts.organisations.title}
        query={programmesWithRolesQuery}
        variables={{}}
        result={programmes}
        content={areas && programmesHere && { areas, here: programmesHere }}
      >
        {(content) => <Organisations areas={content.areas} programmes={content.here} />}
      </Section>
      <Section
        id="arbeidsmarkt"
        title={texts.labourMarket.title}
        query={regionQuery}
        variables={{ regio: code }}
        result={region}
        content={found?.labourMarket}
      >
        {(figures) => <LabourMarket figures={figures} />}
      </Section>
      <Nearby code={code} />
    </PageLayout>
  );
}
