export const CONTEXT_HEADER = 'x-llo-context';

/** Hash of the client's operation that a subgraph request belongs to. */
export const QUERY_HASH_HEADER = 'x-llo-query-hash';

/** Partners that do not offer the requested data, which is not an error. */
export const NOT_OFFERED_HEADER = 'x-llo-not-offered';

/** Partners that were sent a request, for the access log: ids of the partner list, sorted, comma-separated. */
export const PARTNERS_HEADER = 'x-llo-partners';

/**
 * How many calls each partner got for a request, as `<id>=<number>`, comma-separated, for `vakgraaf plan`. Outside the demo
 * not for one with a context: the number tells whether a partner holds a person.
 */
export const PARTNER_CALLS_HEADER = 'x-llo-partner-calls';

/** Where a client wants to read which partners are missing: `extensions` keeps them out of `errors`. */
export const PARTIAL_HEADER = 'x-llo-partial';

/** `only` asks what an operation costs and which subgraphs it needs, and not for its data. */
export const PLAN_HEADER = 'x-llo-plan';

export const TRACE_HEADER = 'traceparent';

/** The trace of a request, on the response to the client (W3C Trace Context Level 2). */
export const TRACE_RESPONSE_HEADER = 'traceresponse';

/** What an operation costs, and what it may cost, on the response to a client. */
export const COST_HEADER = 'x-llo-cost';
export const COST_LIMIT_HEADER = 'x-llo-cost-limit';
