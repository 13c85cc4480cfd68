export const CONTEXT_ISSUER = 'urn:llo:gateway';

/** A context lives no longer than this. */
export const CONTEXT_LIFE_S = 60;

/** The only `aud` that the subgraph of this name accepts. */
export const contextAudience = (subgraph: string): string => `urn:llo:subgraph:${subgraph}`;
