import type { Reference } from './reference.ts';

/** The documentation of the graph; `reference-plugin.mjs` gives the module its content when the page is built. */
export const reference: Reference;
