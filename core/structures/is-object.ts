import { ExactNumber } from './exact-numbers.ts';

/** Whether a parsed JSON value is an object, not null, not an array and not a number. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExactNumber)
  );
}
