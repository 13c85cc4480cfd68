import { format } from 'prettier';
import { composeSupergraph } from '../../schema/compose.ts';
import type { GeneratedFiles } from './generate-command.ts';

const NOTICE =
  '# Written by `npm run compose` from the other files here; not to be edited by hand.\n';

/** The supergraph as the SDL of the subgraphs composes now. Throws when it does not compose. */
export async function currentSupergraph(): Promise<GeneratedFiles> {
  const composition = composeSupergraph();
  if (!composition.ok) {
    const list = composition.errors.map((message) => `  - ${message}`).join('\n');
    throw new Error(`The subgraphs do not compose:\n${list}`);
  }
  for (const hint of composition.hints) console.error(`Hint: ${hint}`);
  const text = await format(`${NOTICE}\n${composition.supergraphSdl}`, {
    parser: 'graphql',
    printWidth: 100,
    singleQuote: true,
  });
  return new Map([['schema/supergraph.graphql', text]]);
}
