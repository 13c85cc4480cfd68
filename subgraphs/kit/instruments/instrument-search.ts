import { decodeFilter, type InstrumentFilter } from './instrument-filter.ts';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { Representation } from '../subgraph/entity-references.ts';

/** What the resolvers of `InstrumentFinder` receive. */
export interface InstrumentSearchModel {
  /** The key as it came. */
  readonly question: string;
  /** The filter in the key. */
  readonly filter: InstrumentFilter;
}

/**
 * Resolves the key of `InstrumentFinder` in every subgraph; throws `BAD_REQUEST` for another text.
 */
export function resolveInstrumentSearch({
  question: given,
}: Representation): InstrumentSearchModel {
  const question = String(given);
  const filter = decodeFilter(question);
  if (filter !== null) return { question, filter };
  throw codedError('BAD_REQUEST', 'Cannot read this key of InstrumentFinder');
}
