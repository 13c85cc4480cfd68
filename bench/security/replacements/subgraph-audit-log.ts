/** Replaces `subgraphs/kit/audit/subgraph-audit-log.ts`: writes no lines. */
import type * as Real from '../../../subgraphs/kit/audit/subgraph-audit-log.ts';

export const NO_AUDIT_LOG: typeof Real.NO_AUDIT_LOG = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  accessHistoryOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

export const startSubgraphAuditLog: typeof Real.startSubgraphAuditLog = () =>
  Promise.resolve(NO_AUDIT_LOG);
