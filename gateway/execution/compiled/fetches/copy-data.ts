import { ExactNumber } from '../../../../core/structures/exact-numbers.ts';
import { OutputTooLarge } from '../../output-too-large.ts';
import { define } from '../shape/generate-code.ts';

/** How many objects and lists one run may still copy. */
export interface CopyBudget {
  left: number;
}

export const createCopyBudget = (): CopyBudget => ({ left: 100_000 });

/** A copy of an object of a response, with its raw leaves. Throws `OutputTooLarge`. */
export function copyObject(object: object, budget: CopyBudget): object {
  budget.left -= 1;
  if (budget.left < 0) throw new OutputTooLarge();
  const copy = {};
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    define(copy, name, copyValue(value, budget));
  }
  // Raw leaves are numbers and lists of them, which are never changed.
  for (const symbolKey of Object.getOwnPropertySymbols(object)) {
    define(copy, symbolKey, Object.getOwnPropertyDescriptor(object, symbolKey)?.value);
  }
  return copy;
}

function copyValue(value: unknown, budget: CopyBudget): unknown {
  if (Array.isArray(value)) {
    budget.left -= 1;
    return value.map((element) => copyValue(element, budget));
  }
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  return copyObject(value, budget);
}
