import { generateCommand } from '../generate/generate-command.ts';

/** The commands that write generated files, each with `--check`. */
export const generateCommands = [
  generateCommand(
    'compose',
    'Compose the SDL of the subgraphs into the supergraphs of both profiles',
    async () => (await import('../generate/supergraph.ts')).currentSupergraphs(),
  ),
  generateCommand('register', 'Write the register of processing activities to docs/', async () =>
    (await import('../generate/register.ts')).currentRegister(),
  ),
  generateCommand(
    'manifest',
    'Write the manifest of persisted operations from the saved queries of explorer and dashboard',
    async () => (await import('../generate/manifest.ts')).currentManifest(),
  ),
  generateCommand(
    'types',
    'Write the TypeScript types of resolvers and of the responses to the dashboard',
    async () => {
      const { currentResolverTypes } = await import('../generate/resolver-types.ts');
      const { currentPageTypes } = await import('../generate/page-types.ts');
      return new Map([...(await currentResolverTypes()), ...(await currentPageTypes())]);
    },
  ),
];
