import { generateCommand } from '../generate/generate-command.ts';

export const composeCommand = generateCommand(
  'compose',
  'Compose the SDL of the subgraphs into schema/supergraph.graphql',
  async () => (await import('../generate/supergraph.ts')).currentSupergraph(),
);
