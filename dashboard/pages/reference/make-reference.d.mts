import type { Reference } from './reference.ts';

/** What `purposes.yaml` says of a purpose, as far as the reference needs it. */
export interface PurposeSource {
  readonly nl: string;
  readonly en: string;
  readonly scopes: readonly string[];
  readonly policies: readonly string[];
}

/** Makes the documentation of the graph; `savedQueries` give the examples. */
export function makeReference(sources: {
  readonly supergraph: string;
  readonly purposes: readonly PurposeSource[];
  readonly savedQueries: readonly { readonly name: string; readonly text: string }[];
}): Reference;
