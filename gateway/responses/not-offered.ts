import type { OperationResult } from '../execution/execution.ts';
import type { MissingPartner } from './client-response.ts';
import { NOT_OFFERED_HEADER } from '../../core/http/headers.ts';

/** `<kind>/<partner>`, each as the partner list spells it. */
const ENTRY = /^([a-z][a-z0-9-]{0,39})\/([a-z][a-z0-9-]{0,39})$/;
const ENTRIES_MAX = 64;
const VALUE_LENGTH_MAX = ENTRIES_MAX * 81;

/**
 * The partners that do not offer what was selected, as subgraphs report them, each once. A subgraph may belong to
 * another organisation: what is not a plain name is ignored, so that no other text reaches a client.
 */
export function notOfferedIn({
  responseHeaders,
}: Pick<OperationResult, 'responseHeaders'>): readonly MissingPartner[] {
  const found = new Map<string, MissingPartner>();
  for (const value of responseHeaders?.get(NOT_OFFERED_HEADER) ?? []) {
    for (const entry of value.slice(0, VALUE_LENGTH_MAX).split(',')) {
      const [, kind, partner] = ENTRY.exec(entry) ?? [];
      if (found.size >= ENTRIES_MAX || kind === undefined || partner === undefined) continue;
      found.set(entry, { partner, kind, fault: null });
    }
  }
  // Subgraphs respond in any order, so the list is sorted.
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, partner]) => partner);
}
