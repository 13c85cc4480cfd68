/** Which cells count a record, for certificates of many records and releases of many cells. */
import type { Predicate } from '../registry/registered-tables.ts';

/**
 * Gives a function from the value of each column, undefined for none, to the places of the predicates that count such
 * a record. For each value of a column it keeps, as bits, which predicates accept it.
 */
export function createCellFinder(
  attributes: readonly string[],
  /** Attributes, then steps. */
  columns: readonly string[],
  predicates: readonly Predicate[],
): (values: readonly (string | undefined)[]) => readonly number[] {
  const steps = new Set(columns.slice(attributes.length));
  const words = Math.ceil(predicates.length / 32);
  const bitsOf = (accepts: (predicate: Predicate) => boolean) => {
    const bits = new Uint32Array(words);
    for (const [at, predicate] of predicates.entries()) {
      if (accepts(predicate)) bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
    }
    return bits;
  };
  // A predicate that asks for something that no record has counts none.
  const answerable = bitsOf(
    ({ step, where }) =>
      steps.has(step) && [...where.keys()].every((name) => attributes.includes(name)),
  );
  const known = columns.map(() => new Map<string | undefined, Uint32Array>());
  const accepting = (column: number, value: string | undefined) => {
    const name = columns[column] ?? '';
    const bits =
      known[column]?.get(value) ??
      bitsOf(({ step, quarters, where }) => {
        const own = column < attributes.length ? where.get(name) : undefined;
        const asked = column >= attributes.length && step === name ? quarters : own;
        return asked === undefined || (value !== undefined && asked.has(value));
      });
    known[column]?.set(value, bits);
    return bits;
  };
  return (values) => {
    const left = answerable.slice();
    for (const column of columns.keys()) {
      const bits = accepting(column, values[column]);
      for (let word = 0; word < words; word += 1)
        left[word] = (left[word] ?? 0) & (bits[word] ?? 0);
    }
    const places: number[] = [];
    for (let at = 0; at < predicates.length; at += 1) {
      if (((left[at >> 5] ?? 0) >>> (at & 31)) & 1) places.push(at);
    }
    return places;
  };
}
