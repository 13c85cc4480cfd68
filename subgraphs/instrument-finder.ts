import { decodeQuestion, type InstrumentQuestion } from '../schema/instrument-question.ts';
import { codedError } from './coded-error.ts';
import type { Entity, Representation } from './entities.ts';

/** The finder as a kind's own field starts from it. */
export interface InstrumentFinderNode {
  /** The key, as it came. */
  readonly question: string;
  /** What it says. */
  readonly asked: InstrumentQuestion;
}

/** How every kind resolves the key of `InstrumentFinder`: the key is the question. */
export function resolveInstrumentFinders(
  representations: readonly Representation[],
): readonly Entity[] {
  return representations.map(({ question: given }) => {
    const question = String(given);
    const asked = decodeQuestion(question);
    if (asked === null) {
      return codedError('BAD_REQUEST', 'Cannot read this question for instruments');
    }
    return { question, asked } satisfies InstrumentFinderNode;
  });
}
