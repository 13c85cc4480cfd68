import { createNumberSearch, findNumbers } from '../citizen-numbers/find-numbers.ts';
import { createKnownNumbers } from '../citizen-numbers/known-numbers.ts';

/** The value of a record whose source has no code, or none that may leave; the registry has it in every dimension. */
export const UNKNOWN = 'UNKNOWN';
/** A code, a quarter such as `2026Q3` or a day such as `2026-09-30`. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;
const TIME = /^\d{4}(Q[1-4]|-\d{2}-\d{2})$/;
/** Different values of one request; more than all codes of the registry together, and the days of forty years. */
const REMEMBERED_MAX = 50_000;

/**
 * The values that may leave as they are: a partner that puts another text where a code belongs, such as a citizen
 * number, has it counted as unknown. Each value is looked at once.
 */
export function createCodeFilter(): (value: string) => string {
  const known = createKnownNumbers();
  const cleaned = new Map<string, string>();
  const clean = (value: string): string => {
    if (TIME.test(value)) return value;
    if (!CODE.test(value)) return UNKNOWN;
    const found = findNumbers(value, 'case code', createNumberSearch(known));
    return found.length > 0 ? UNKNOWN : value;
  };
  return (value) => {
    const before = cleaned.get(value);
    if (before !== undefined) return before;
    const after = clean(value);
    if (cleaned.size < REMEMBERED_MAX) cleaned.set(value, after);
    return after;
  };
}
