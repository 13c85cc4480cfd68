import { format } from 'prettier';
import {
  composePublicSupergraph,
  composeSupergraph,
  type Composition,
} from '../../schema/compose.ts';
import type { GeneratedFiles } from './generate-command.ts';

const NOTICE =
  '# Written by `npm run compose` from the other files here; not to be edited by hand.\n';

/** The supergraphs as the SDL of the subgraphs composes now. Throws when it does not compose. */
export async function currentSupergraphs(): Promise<GeneratedFiles> {
  return new Map([
    ['schema/supergraph.graphql', await textOf(composeSupergraph())],
    ['schema/public-supergraph.graphql', await textOf(composePublicSupergraph())],
  ]);
}

async function textOf(composition: Composition): Promise<string> {
  if (!composition.ok) {
    const list = composition.errors.map((message) => `  - ${message}`).join('\n');
    throw new Error(`The subgraphs do not compose:\n${list}`);
  }
  for (const hint of composition.hints) console.error(`Hint: ${hint}`);
  return await format(`${NOTICE}\n${composition.supergraphSdl}`, {
    parser: 'graphql',
    printWidth: 100,
    singleQuote: true,
  });
}
