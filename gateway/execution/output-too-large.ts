/** Thrown when a response would exceed a limit, or nobody waits for it any more; no part of it may be sent. */
export class OutputTooLarge extends Error {}
