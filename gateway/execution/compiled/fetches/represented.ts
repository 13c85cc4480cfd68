/** The objects of a fetch and what stands for them in the request. */
import type { BuildRepresentation, RepresentationKey } from './representations.ts';

export interface BuiltRepresentations {
  readonly targets: readonly object[];
  /** For each target, which of the keys stands for it. */
  readonly numbers: readonly number[];
  /** Each different thing once. */
  readonly keys: readonly RepresentationKey[];
  /** Objects that lack something the subgraph needs. */
  readonly left: readonly object[];
}

/** Objects with the same key are the same thing: asked about once. */
export function buildRepresentations(
  buildRepresentation: BuildRepresentation,
  candidates: readonly object[],
): BuiltRepresentations {
  const numberOfKey = new Map<RepresentationKey, number>();
  const keys: RepresentationKey[] = [];
  const targets: object[] = [];
  const numbers: number[] = [];
  const left: object[] = [];
  for (const target of candidates) {
    const key = buildRepresentation.keyOf(target);
    if (key === undefined) {
      left.push(target);
      continue;
    }
    let number = numberOfKey.get(key);
    if (number === undefined) {
      number = keys.length;
      numberOfKey.set(key, number);
      keys.push(key);
    }
    targets.push(target);
    numbers.push(number);
  }
  return { targets, numbers, keys, left };
}
