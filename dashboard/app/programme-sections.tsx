import {
  countsQuestion,
  grantsQuestion,
  partnersQuestion,
  pilotsQuestion,
  programmeQuestion,
  schemesQuestion,
} from '../asking/questions.ts';
import { Counts } from '../counts/counts.tsx';
import { Section } from '../parts/section.tsx';
import { Heading } from '../parts/text.tsx';
import { Events } from '../sections/events.tsx';
import { Figures } from '../sections/figures.tsx';
import { LearningPoints } from '../sections/learning-points.tsx';
import { PartnerBoard } from '../sections/partner-board.tsx';
import { Grants, Pilots } from '../sections/pilots.tsx';
import { ProgrammeHead } from '../sections/programme-head.tsx';
import { Officials, Roles } from '../sections/roles.tsx';
import { Schemes } from '../sections/schemes.tsx';
import { Sources } from '../sections/sources.tsx';
import { useReading } from '../words/reading.ts';
import type { PageAnswers } from './page-answers.ts';
import { SilentNow } from './silent-now.tsx';

/** All that is known of one programme, section by section; each stands when another is silent. */
export function ProgrammeSections({ answers }: { readonly answers: PageAnswers }) {
  const { address, words } = useReading();
  const programme = answers.programme?.data?.programme;
  const variables = { programma: address.programme };
  const published = { question: programmeQuestion, variables, answer: answers.programme };
  return (
    <>
      {programme ? (
        <ProgrammeHead programme={programme} />
      ) : (
        <Heading level={1}>{answers.programme ? address.programme : words.loading}</Heading>
      )}
      <SilentNow silent={answers.silent} />
      <Section
        {...published}
        id="cijfers"
        title={words.figures.title}
        found={programme?.indicators}
      >
        {(indicators) => <Figures indicators={indicators} />}
      </Section>
      <Section
        id="aantallen"
        title={words.counts.title}
        question={countsQuestion}
        variables={variables}
        answer={answers.counts}
        found={answers.counts?.data?.total && answers.counts.data}
        ifSilent={words.counts.silentFund}
      >
        {(counts) => <Counts counts={counts} />}
      </Section>
      <Section
        id="regelingen"
        title={words.schemes.title}
        question={schemesQuestion}
        variables={variables}
        answer={answers.schemes}
        found={answers.schemes?.data?.voucherSchemes}
        isEmpty={({ nodes }) => nodes.length === 0}
      >
        {({ nodes, pageInfo }) => <Schemes schemes={nodes} hasMore={pageInfo.hasNextPage} />}
      </Section>
      <Section
        id="pilots"
        title={words.pilots.title}
        question={pilotsQuestion}
        variables={variables}
        answer={answers.pilots}
        found={answers.pilots?.data?.pilots}
        isEmpty={({ nodes }) => nodes.length === 0}
      >
        {({ nodes, pageInfo }) => <Pilots pilots={nodes} hasMore={pageInfo.hasNextPage} />}
      </Section>
      <Section
        id="subsidies"
        title={words.grants.title}
        question={grantsQuestion}
        variables={variables}
        answer={answers.grants}
        found={answers.grants?.data?.programme?.grants}
        isEmpty={(grants) => grants.length === 0}
      >
        {(grants) => <Grants grants={grants} />}
      </Section>
      <Section {...published} id="partners" title={words.roles.title} found={programme?.roles}>
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
        title={words.events.title}
        found={programme?.publicEvents}
      >
        {(events) => <Events events={events} deliverables={programme?.deliverables ?? []} />}
      </Section>
      <Section
        {...published}
        id="leerpunten"
        title={words.learning.title}
        found={programme?.learningPoints}
      >
        {(points) => <LearningPoints points={points} />}
      </Section>
      <Section
        id="zwijgt"
        title={words.silence.title}
        question={partnersQuestion}
        answer={answers.partners}
        found={answers.partners?.data?.partners}
      >
        {(partners) => <PartnerBoard partners={partners} />}
      </Section>
      {programme && <Sources programme={programme} />}
    </>
  );
}
