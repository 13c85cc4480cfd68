/** Composes the SDL of the subgraphs into one supergraph. */
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { PUBLIC_SUBGRAPHS, publicSdl } from './public-sdl.ts';
import { SUBGRAPHS, subgraphSdl } from './subgraph-sdl.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../core/federation/subgraph-names.ts';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/**
 * The result of a composition. A hint is about something that composes, but may not be as meant.
 */
export type Composition =
  | { readonly ok: true; readonly supergraphSdl: string; readonly hints: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Composes the committed SDL of these subgraphs. */
export function composeSupergraph(
  kinds: readonly SubgraphName[] = SUBGRAPH_NAMES,
  sdlOf: (name: SubgraphName) => string = subgraphSdl,
): Composition {
  return composeSubgraphs(
    SUBGRAPHS.filter(({ name }) => kinds.includes(name)).map(({ name, url }) => ({
      name,
      url,
      sdl: sdlOf(name),
    })),
  );
}

/** Composes the public profile: without case types, and without the subgraphs that hold people alone. */
export const composePublicSupergraph = (): Composition =>
  composeSupergraph(PUBLIC_SUBGRAPHS, publicSdl);

/** Composes any subgraphs; their order does not matter. */
export function composeSubgraphs(subgraphs: readonly SubgraphSource[]): Composition {
  const unreadable = subgraphs.flatMap(syntaxFaults);
  if (unreadable.length > 0) return { ok: false, errors: unreadable };
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors) return { ok: false, errors: result.errors.map(({ message }) => message) };
  return {
    ok: true,
    supergraphSdl: result.supergraphSdl,
    hints: result.hints.map((hint) => hint.toString()),
  };
}

function syntaxFaults({ name, sdl }: SubgraphSource): readonly string[] {
  try {
    parse(sdl);
    return [];
  } catch (error) {
    return [`[${name}] ${error instanceof Error ? error.toString() : String(error)}`];
  }
}
