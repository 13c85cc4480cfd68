import type { PartnerLog } from '../../subgraphs/kit/partners/partner-log.ts';

/** For a source that is asked without its subgraph. */
export const quietLog: PartnerLog = { recordFault: () => {}, recordUnknownWord: () => {} };
