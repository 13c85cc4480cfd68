/** In place of `subgraphs/kit/context/read-context.ts`: what is said of the caller is believed. */
import type * as Real from '../../../subgraphs/kit/context/read-context.ts';

export class InvalidContextError extends Error {
  override readonly name = 'InvalidContextError';
}

export const createContextReader: typeof Real.createContextReader = () => async (header) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- believed on purpose
  header === undefined ? null : (JSON.parse(header) as Real.SignedContext);
