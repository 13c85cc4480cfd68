/** In place of `core/access/access-denials.ts`, at gateway and subgraph: everything is allowed. */
import type * as Real from '../../../core/access/access-denials.ts';

export const firstDenials: typeof Real.firstDenials = () => [];
