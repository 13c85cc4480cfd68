/** In place of `subgraphs/account/account.ts`: nothing is written about who was looked at. */
import type * as Real from '../../../subgraphs/account/account.ts';

export const NO_ACCOUNT: typeof Real.NO_ACCOUNT = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  lookupsOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

export const startAccount: typeof Real.startAccount = () => Promise.resolve(NO_ACCOUNT);
