export const CONTEXT_ISSUER = 'urn:llo:gateway';

/** Lifetime of a signed context, in seconds. */
export const CONTEXT_LIFE_S = 60;

/** The only `aud` claim that this subgraph accepts. */
export const contextAudience = (subgraph: string): string => `urn:llo:subgraph:${subgraph}`;
