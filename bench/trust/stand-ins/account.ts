/** In place of `subgraphs/kit/audit/subgraph-audit-log.ts`: nothing is written about who was looked at. */
import type * as Real from '../../../subgraphs/kit/audit/subgraph-audit-log.ts';

export const NO_ACCOUNT: typeof Real.NO_ACCOUNT = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  lookupsOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

export const startAccount: typeof Real.startAccount = () => Promise.resolve(NO_ACCOUNT);
