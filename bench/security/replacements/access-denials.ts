/** Replaces `core/access/access-denials.ts`, at gateway and subgraph: allows everything. */
import type * as Real from '../../../core/access/access-denials.ts';

export const firstDenials: typeof Real.firstDenials = () => [];
