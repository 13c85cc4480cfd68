import type { PartnerLog } from '../../subgraphs/kit/partners/partner-log.ts';

/** A partner log that records nothing, for a source that a test calls without its subgraph. */
export const quietLog: PartnerLog = {
  recordFault: () => {},
  recordUnknownWord: () => {},
  recordUnknownWords: () => {},
};
