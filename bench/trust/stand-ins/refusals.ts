/** In place of `subgraphs/access/refusals.ts`, at gateway and subgraph: everything is allowed. */
import type * as Real from '../../../subgraphs/access/refusals.ts';

export const firstRefusals: typeof Real.firstRefusals = () => [];
