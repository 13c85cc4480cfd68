import { decodeFilter, type InstrumentFilter } from './instrument-filter.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { Representation } from '../subgraph/entity-references.ts';

/** The finder as a kind's own field starts from it. */
export interface InstrumentSearchModel {
  /** The key, as it came. */
  readonly question: string;
  /** What it says. */
  readonly asked: InstrumentFilter;
}

/** How every kind resolves the key of `InstrumentFinder`: the key is the question. */
export function resolveInstrumentSearch({
  question: given,
}: Representation): InstrumentSearchModel {
  const question = String(given);
  const asked = decodeFilter(question);
  if (asked !== null) return { question, asked };
  throw codedError('BAD_REQUEST', 'Cannot read this question for instruments');
}
