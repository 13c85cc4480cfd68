import { failuresOf } from '../asking/ask.ts';
import type { Answer, Silence } from '../asking/ask.ts';
import type {
  CountsAnswer,
  GrantsAnswer,
  PartnersAnswer,
  PilotsAnswer,
  ProgrammeAnswer,
  ProgrammesAnswer,
  SchemesAnswer,
} from '../asking/answers.ts';
import {
  countsQuestion,
  grantsQuestion,
  partnersQuestion,
  pilotsQuestion,
  programmeQuestion,
  programmesQuestion,
  schemesQuestion,
} from '../asking/questions.ts';
import { useAnswer } from '../asking/use-answer.ts';

export interface PageAnswers {
  readonly programme: Answer<ProgrammeAnswer> | null;
  readonly programmes: Answer<ProgrammesAnswer> | null;
  readonly counts: Answer<CountsAnswer> | null;
  readonly schemes: Answer<SchemesAnswer> | null;
  readonly pilots: Answer<PilotsAnswer> | null;
  readonly grants: Answer<GrantsAnswer> | null;
  readonly partners: Answer<PartnersAnswer> | null;
  /** Everyone who was silent in any of them; null while not all have been answered. */
  readonly silent: readonly Silence[] | null;
}

/**
 * Asks everything side by side, so that a slow partner holds up its own section alone; the board
 * comes last, because it tells how the partners answered just now.
 */
export function usePageAnswers(id: string): PageAnswers {
  const variables = { programma: id };
  const programme = useAnswer(programmeQuestion, variables);
  const programmes = useAnswer(programmesQuestion, {});
  const isUnknown = isUnknownProgramme(programme);
  const counts = useAnswer(countsQuestion, variables);
  const schemes = useAnswer(schemesQuestion, variables);
  const pilots = useAnswer(pilotsQuestion, variables);
  const grants = useAnswer(grantsQuestion, variables);
  const asked = [programme, counts, schemes, pilots, grants];
  const isAllIn = isUnknown || asked.every((answer) => answer !== null);
  const partners = useAnswer(partnersQuestion, {}, isAllIn);
  const silent = isAllIn && partners !== null ? failuresOf([...asked, partners]) : null;
  return { programme, programmes, counts, schemes, pilots, grants, partners, silent };
}

/** Nobody was silent and nothing failed, and yet there is none: it does not exist. */
export function isUnknownProgramme(answer: Answer<ProgrammeAnswer> | null): boolean {
  if (answer === null || answer.hasFailed || answer.silent.length > 0) return false;
  return answer.data?.programme === null;
}

/** Whether the partners' records on the page are invented: all of them, some, or none; each says so itself. */
export type Invented = 'all' | 'some' | 'none';

export function inventedIn({ schemes, pilots, grants }: PageAnswers): Invented {
  const records = [
    ...(schemes?.data?.voucherSchemes?.nodes ?? []),
    ...(pilots?.data?.pilots?.nodes ?? []),
    ...(grants?.data?.programme?.grants ?? []),
  ];
  const count = records.filter(({ provenance }) => provenance?.synthetic === true).length;
  if (count === 0) return 'none';
  return count === records.length ? 'all' : 'some';
}
