/** Replaces `subgraphs/kit/context/read-context.ts`: accepts an unsigned context. */
import type * as Real from '../../../subgraphs/kit/context/read-context.ts';

export class InvalidContextError extends Error {
  override readonly name = 'InvalidContextError';
}

export const readPublicKeys: typeof Real.readPublicKeys = () => ({ keys: [] });

export const createContextReader: typeof Real.createContextReader = () => async (header) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- accepted without a check on purpose
  header === undefined ? null : (JSON.parse(header) as Real.SignedContext);
