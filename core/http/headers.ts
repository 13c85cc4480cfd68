export const CONTEXT_HEADER = 'x-llo-context';

/** Says of which of the gateway's operations a question is a part. */
export const QUERY_HASH_HEADER = 'x-llo-query-hash';

/** Names the partners that do not offer what was asked, which is no error. */
export const NOT_OFFERED_HEADER = 'x-llo-not-offered';

/** Which partners a question really reached out to, for the gateway's access log. */

/** Tells the gateway who was asked: ids of the partner list, sorted, with commas between them. */
export const PARTNERS_HEADER = 'x-llo-partners';

export const TRACE_HEADER = 'traceparent';
