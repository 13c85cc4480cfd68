import type { OperationResult } from '../execution/execution.ts';
import { PARTNERS_HEADER } from '../../core/http/headers.ts';

/** As the partner list spells ids. A number as long as that of a voucher is none. */
const NAME = /^(?!.*\d{5})[a-z][a-z0-9-]{0,63}$/;
const NAMES_MAX = 64;
/** The length of the longest list that is accepted; the rest is not read. */
const VALUE_LENGTH_MAX = NAMES_MAX * 65;

/**
 * The partners that subgraphs report to have called, sorted, each once and at most 64. A subgraph may belong to
 * another organisation: what is not a plain name is ignored, so that nothing of a record gets into a log.
 */
export function partnersIn({
  responseHeaders,
}: Pick<OperationResult, 'responseHeaders'>): readonly string[] {
  const found = new Set<string>();
  for (const value of responseHeaders?.get(PARTNERS_HEADER) ?? []) {
    for (const name of value.slice(0, VALUE_LENGTH_MAX).split(',')) {
      if (found.size < NAMES_MAX && NAME.test(name)) found.add(name);
    }
  }
  return [...found].toSorted();
}
