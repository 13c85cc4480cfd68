import {
  grantsQuery,
  pilotsQuery,
  programmeQuery,
  schemesQuery,
  statisticsQuery,
} from '../../operations/saved-queries.ts';
import { Section } from '../../parts/section.tsx';
import { Heading } from '../../parts/text.tsx';
import { Events } from './events.tsx';
import { Figures } from './figures.tsx';
import { LearningPoints } from './learning-points.tsx';
import { Grants, Pilots } from './pilots.tsx';
import { ProgrammeHead } from './programme-head.tsx';
import { ProgrammeStatistics } from './programme-statistics.tsx';
import { Officials, Roles } from './roles.tsx';
import { Schemes } from './schemes.tsx';
import { Sources } from './sources.tsx';
import { useLocale, useTexts } from '../../texts/locale.ts';
import { absentParts, PARTS, type ProgrammePart, type ProgrammeResults } from './results.ts';
import { programmeTexts } from './texts.ts';
import { PartnerFailures } from '../../parts/partner-failures.tsx';

/** The programme from what it is to its sources. What there is not is one line at the end. */
export function ProgrammeSections({ results }: { readonly results: ProgrammeResults }) {
  const { address, texts } = useLocale();
  const programme = results.programme?.data?.programme;
  const variables = { programma: address.id };
  const published = { query: programmeQuery, variables, result: results.programme };
  const absent = absentParts(results);
  return (
    <>
      {programme ? (
        <ProgrammeHead programme={programme} />
      ) : (
        <Heading level={1}>{results.programme ? address.id : texts.loading}</Heading>
      )}
      {results.failures?.length !== 0 && <PartnerFailures failures={results.failures} />}
      {!absent.has('figures') && (
        <Section
          {...published}
          id="cijfers"
          title={texts.figures.title}
          content={programme?.indicators}
        >
          {(indicators) => <Figures indicators={indicators} />}
        </Section>
      )}
      {!absent.has('statistics') && (
        <Section
          id="statistiek"
          title={texts.statistics.title}
          query={statisticsQuery}
          variables={variables}
          result={results.statistics}
          content={results.statistics?.data?.statistics}
          isEmpty={(tables) => tables.length === 0}
        >
          {(tables) => <ProgrammeStatistics tables={tables} />}
        </Section>
      )}
      {!absent.has('schemes') && (
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
      )}
      {!absent.has('pilots') && (
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
      )}
      {!absent.has('grants') && (
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
      )}
      {!absent.has('roles') && (
        <Section {...published} id="partners" title={texts.roles.title} content={programme?.roles}>
          {(roles) => (
            <>
              <Roles
                roles={roles}
                everywhere={(programme?.regions ?? []).flatMap(({ name }) => name ?? [])}
              />
              <Officials officials={programme?.officials ?? []} />
            </>
          )}
        </Section>
      )}
      {!absent.has('learning') && (
        <Section
          {...published}
          id="leerpunten"
          title={texts.learning.title}
          content={programme?.learningPoints}
        >
          {(points) => <LearningPoints points={points} />}
        </Section>
      )}
      {!absent.has('events') && (
        <Section
          {...published}
          id="gebeurtenissen"
          title={texts.events.title}
          content={programme?.publicEvents}
        >
          {(events) => <Events events={events} deliverables={programme?.deliverables ?? []} />}
        </Section>
      )}
      <Absent absent={absent} />
      {programme && <Sources programme={programme} />}
    </>
  );
}

/** A quiet line about the parts that no partner has anything for. */
function Absent({ absent }: { readonly absent: ReadonlySet<ProgrammePart> }) {
  const { nothing } = useTexts(programmeTexts);
  const sentences = PARTS.filter((part) => absent.has(part)).map((part) => nothing[part]);
  if (sentences.length === 0) return null;
  return <p className="nl-paragraph quiet absent-parts">{sentences.join(' ')}</p>;
}
