import type { OperationResult } from '../execution/execution.ts';
import { PARTNERS_HEADER } from '../../core/http/headers.ts';

/** As the partner list spells ids; a row of digits as long as that of a voucher is none. */
const NAME = /^(?!.*\d{5})[a-z][a-z0-9-]{0,63}$/;
const NAMES_MAX = 64;
/** A name and a comma, for as many as are taken; what stands behind them is not looked at. */
const VALUE_LENGTH_MAX = NAMES_MAX * 65;

/**
 * The partners that subgraphs say they asked, sorted, each once and at most 64. A subgraph may be
 * another's: what is no plain name is passed over, so that nothing of a record gets into a log.
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
