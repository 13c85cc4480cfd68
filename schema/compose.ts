/**
 * Composes the subgraphs' SDL into one supergraph. As a command it writes `supergraph.graphql`,
 * which is committed: a change of the graph is then read as a diff.
 */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { projectRoot } from './project-root.ts';
import { COMPOSED_KINDS, SUBGRAPHS, subgraphSdl } from './subgraph-sdl.ts';
import type { PartnerKind } from './subgraph-sdl.ts';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** What came of a composition. A hint is something that composes, but not as it was meant. */
export type Composition =
  | { readonly ok: true; readonly supergraphSdl: string; readonly hints: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Composes the committed SDL of these kinds. */
export function composeSupergraph(kinds: readonly PartnerKind[] = COMPOSED_KINDS): Composition {
  return composeSubgraphs(
    SUBGRAPHS.filter(({ name }) => kinds.includes(name)).map(({ name, url }) => ({
      name,
      url,
      sdl: subgraphSdl(name),
    })),
  );
}

/** Composes any subgraphs; their order does not matter. */
export function composeSubgraphs(subgraphs: readonly SubgraphSource[]): Composition {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors) return { ok: false, errors: result.errors.map(({ message }) => message) };
  return {
    ok: true,
    supergraphSdl: `${NOTICE}\n${result.supergraphSdl.trim()}\n`,
    hints: result.hints.map((hint) => hint.toString()),
  };
}

/** The committed file, from which gateway and tests start. */
export function supergraphFile(): string {
  return join(projectRoot(), 'schema', 'supergraph.graphql');
}

const NOTICE =
  '# Written by `npm run compose` from the other files here; not to be edited by hand.';

function main(): void {
  const composition = composeSupergraph();
  if (!composition.ok) {
    const list = composition.errors.map((message) => `  - ${message}`).join('\n');
    console.error(`The subgraphs do not compose:\n${list}`);
    process.exitCode = 1;
    return;
  }
  for (const hint of composition.hints) console.error(`Hint: ${hint}`);
  writeFileSync(supergraphFile(), composition.supergraphSdl);
  const file = relative(process.cwd(), supergraphFile());
  console.log(`Composed ${COMPOSED_KINDS.join(', ')} into ${file}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
