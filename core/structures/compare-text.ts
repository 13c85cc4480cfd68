/** Compares strings by code unit, for `toSorted`: the order does not depend on a locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
