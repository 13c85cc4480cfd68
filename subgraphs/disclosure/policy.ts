import type { CallerContext } from '../identity/caller-context.ts';

/** How counts from records are protected before they leave. Data, so that it can be shown and tested. */
export interface DisclosurePolicy {
  readonly id: string;
  /** The smallest number that is shown; below it, zero included, a cell is hidden. */
  readonly threshold: number;
  readonly roundTo: number;
  /** Dimensions a table may have beside the quarter. */
  readonly dimensionsMax: number;
}

/** What anyone may see. */
const PUBLIC: DisclosurePolicy = { id: 'public/v1', threshold: 10, roundTo: 10, dimensionsMax: 2 };

/** For evaluation under its own purpose: finer, never smaller. */
const EVALUATION: DisclosurePolicy = {
  id: 'evaluation/v1',
  threshold: 10,
  roundTo: 5,
  dimensionsMax: 3,
};

const EVALUATION_PURPOSE = 'urn:llo:purpose:programme-evaluation';
const EVALUATION_SCOPE = 'llo:aggregate';
/** A dashboard has the same scope and purpose, and shows what anyone may see. */
const EVALUATION_ROLE = 'analyst';

/** The policy for a caller. The public one is for everybody who may not have another. */
export function policyFor(caller: CallerContext | null): DisclosurePolicy {
  if (caller?.role !== EVALUATION_ROLE || !caller.scopes.includes(EVALUATION_SCOPE)) return PUBLIC;
  return caller.purpose === EVALUATION_PURPOSE ? EVALUATION : PUBLIC;
}
