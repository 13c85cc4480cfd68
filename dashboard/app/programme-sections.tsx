import {
  grantsQuery,
  partnersQuery,
  pilotsQuery,
  programmeQuery,
  schemesQuery,
  statisticsQuery,
} from '../operations/saved-queries.ts';
import { Section } from '../parts/section.tsx';
import { Heading } from '../parts/text.tsx';
import { Events } from '../sections/events.tsx';
import { Figures } from '../sections/figures.tsx';
import { LearningPoints } from '../sections/learning-points.tsx';
import { PartnerStatusTables } from '../sections/partner-status.tsx';
import { Grants, Pilots } from '../sections/pilots.tsx';
import { ProgrammeHead } from '../sections/programme-head.tsx';
import { Officials, Roles } from '../sections/roles.tsx';
import { Schemes } from '../sections/schemes.tsx';
import { Sources } from '../sections/sources.tsx';
import { Statistics } from '../sections/statistics.tsx';
import { useLocale } from '../texts/locale.ts';
import type { PageResults } from './page-results.ts';
import { PartnerFailures } from './partner-failures.tsx';

/** All sections of one programme. */
export function ProgrammeSections({ results }: { readonly results: PageResults }) {
  const { address, texts } = useLocale();
  const programme = results.programme?.data?.programme;
  const variables = { programma: address.programme };
  const published = { query: programmeQuery, variables, result: results.programme };
  return (
    <>
      {programme ? (
        <ProgrammeHead programme={programme} />
      ) : (
        <Heading level={1}>{results.programme ? address.programme : texts.loading}</Heading>
      )}
      <PartnerFailures failures={results.failures} />
      <Section
        {...published}
        id="cijfers"
        title={texts.figures.title}
        content={programme?.indicators}
      >
        {(indicators) => <Figures indicators={indicators} />}
      </Section>
      <Section
        id="statistiek"
        title={texts.statistics.title}
        query={statisticsQuery}
        variables={variables}
        result={results.statistics}
        content={results.statistics?.data?.statistics}
        isEmpty={(tables) => tables.length === 0}
      >
        {(tables) => <Statistics tables={tables} />}
      </Section>
      <Section
        id="regelingen"
        title={texts.schemes.title}
        query={schemesQuery}
        variables={variables}
        result={results.schemes}
        content={results.schemes?.data?.voucherSchemes}
        isEmpty={({ nodes }) => nodes.length === 0}
      >
        {({ nodes, pageInfo }) => <Schemes schemes={nodes} hasMore={pageInfo.hasNextPage} />}
      </Section>
      <Section
        id="pilots"
        title={texts.pilots.title}
        query={pilotsQuery}
        variables={variables}
        result={results.pilots}
        content={results.pilots?.data?.pilots}
        isEmpty={({ nodes }) => nodes.length === 0}
      >
        {({ nodes, pageInfo }) => <Pilots pilots={nodes} hasMore={pageInfo.hasNextPage} />}
      </Section>
      <Section
        id="subsidies"
        title={texts.grants.title}
        query={grantsQuery}
        variables={variables}
        result={results.grants}
        content={results.grants?.data?.programme?.grants}
        isEmpty={(grants) => grants.length === 0}
      >
        {(grants) => <Grants grants={grants} />}
      </Section>
      <Section {...published} id="partners" title={texts.roles.title} content={programme?.roles}>
        {(roles) => (
          <>
            <Roles roles={roles} />
            <Officials officials={programme?.officials ?? []} />
          </>
        )}
      </Section>
      <Section
        {...published}
        id="gebeurtenissen"
        title={texts.events.title}
        content={programme?.publicEvents}
      >
        {(events) => <Events events={events} deliverables={programme?.deliverables ?? []} />}
      </Section>
      <Section
        {...published}
        id="leerpunten"
        title={texts.learning.title}
        content={programme?.learningPoints}
      >
        {(points) => <LearningPoints points={points} />}
      </Section>
      <Section
        id="geen-antwoord"
        title={texts.status.title}
        query={partnersQuery}
        variables={{}}
        result={results.partners}
        content={results.partners?.data?.partners}
      >
        {(partners) => <PartnerStatusTables partners={partners} />}
      </Section>
      {programme && <Sources programme={programme} />}
    </>
  );
}
