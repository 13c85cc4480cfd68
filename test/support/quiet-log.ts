import type { PartnerLog } from '../../subgraphs/asking/partner-log.ts';

/** For a source that is asked without its subgraph. */
export const quietLog: PartnerLog = { recordFault: () => {}, recordUnknownWord: () => {} };
