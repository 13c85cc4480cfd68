/**
 * Composes the SDL of the subgraphs into the supergraph. The command writes `supergraph.graphql`,
 * which is committed, so that a change of the graph shows as a diff.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { projectRoot } from '../core/config/project-root.ts';
import { SUBGRAPHS, subgraphSdl } from './subgraph-sdl.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../core/purposes/subgraph-names.ts';

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
export function composeSupergraph(kinds: readonly SubgraphName[] = SUBGRAPH_NAMES): Composition {
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

/** The committed file, which gateway and tests read. */
export function supergraphFile(): string {
  return join(projectRoot(), 'schema', 'supergraph.graphql');
}

/** The text of that file, formatted as the rest of the repository is. */
export async function formatSupergraph(supergraphSdl: string): Promise<string> {
  // A development dependency, so only this command and its test load it.
  const { format, resolveConfig } = await import('prettier');
  const settings = await resolveConfig(supergraphFile());
  return format(`${NOTICE}\n${supergraphSdl}`, { ...settings, parser: 'graphql' });
}

const NOTICE =
  '# Written by `npm run compose` from the other files here; not to be edited by hand.\n';

/** `--check` writes nothing and fails when the committed file is not what would be written. */
async function main(args: readonly string[]): Promise<void> {
  const composition = composeSupergraph();
  if (!composition.ok) {
    const list = composition.errors.map((message) => `  - ${message}`).join('\n');
    return fail(`The subgraphs do not compose:\n${list}`);
  }
  for (const hint of composition.hints) console.error(`Hint: ${hint}`);
  const text = await formatSupergraph(composition.supergraphSdl);
  const file = relative(process.cwd(), supergraphFile());
  if (!args.includes('--check')) {
    writeFileSync(supergraphFile(), text);
    console.log(`Composed ${SUBGRAPH_NAMES.join(', ')} into ${file}`);
  } else if (!existsSync(supergraphFile()) || readFileSync(supergraphFile(), 'utf8') !== text) {
    fail(`${file} is not current: run "npm run compose" and commit it with its cause`);
  } else {
    console.log(`${file} is current: ${SUBGRAPH_NAMES.join(', ')}`);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
}
