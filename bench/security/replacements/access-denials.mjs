/**
 * Replaces `core/access/access-denials.ts`, at gateway and subgraph: allows everything. In JavaScript, because the
 * gateway's worker thread loads it too, and has no TypeScript loader.
 */
export const firstDenials = () => [];
