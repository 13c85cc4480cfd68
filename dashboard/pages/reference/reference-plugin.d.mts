import type { Reference } from './reference.ts';

/** What the reference is made from, as paths. */
export const referenceSources: readonly string[];

/** A plugin of Vite that gives the page its module `graph-reference.mjs`. */
export function referencePlugin(): {
  readonly name: string;
  resolveId(id: string): string | null;
  load(id: string): string | null;
};

/** The reference of the sources as they are now. */
export function currentReference(): Reference;
