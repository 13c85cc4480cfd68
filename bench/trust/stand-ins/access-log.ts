/** In place of `gateway/account/access-log.ts`: a trace is made, and no line about who asked. */
import type * as Real from '../../../gateway/account/access-log.ts';
import { continueTrace, parseTraceparent } from '../../../subgraphs/account/trace.ts';

export const startAccessLog: typeof Real.startAccessLog = () =>
  Promise.resolve({
    witness: ({ headers }, answer) =>
      answer({ trace: continueTrace(parseTraceparent(headers.traceparent)) }),
    stop: () => Promise.resolve(),
  });
