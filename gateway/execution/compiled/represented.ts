/** The objects of a fetch and what stands for them in the request. */
import type { Represent } from './representations.ts';

export interface Represented {
  readonly targets: readonly object[];
  /** For each target, which of the texts stands for it. */
  readonly numbers: readonly number[];
  /** Each different representation once. */
  readonly texts: readonly string[];
  /** Objects that lack something the subgraph needs. */
  readonly left: readonly object[];
}

/** Objects that are represented by the same text are the same thing: asked about once. */
export function representAll(represent: Represent, candidates: readonly object[]): Represented {
  const numberOfText = new Map<string, number>();
  const texts: string[] = [];
  const targets: object[] = [];
  const numbers: number[] = [];
  const left: object[] = [];
  for (const target of candidates) {
    const text = represent(target);
    if (text === undefined) {
      left.push(target);
      continue;
    }
    let number = numberOfText.get(text);
    if (number === undefined) {
      number = texts.length;
      numberOfText.set(text, number);
      texts.push(text);
    }
    targets.push(target);
    numbers.push(number);
  }
  return { targets, numbers, texts, left };
}
