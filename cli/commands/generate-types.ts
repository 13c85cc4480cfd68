import { generateCommand } from '../generate/generate-command.ts';

export const typesCommand = generateCommand(
  'types',
  'Write the TypeScript types of resolvers and of the responses to the dashboard',
  async () => {
    const [{ currentResolverTypes }, { currentPageTypes }] = await Promise.all([
      import('../generate/resolver-types.ts'),
      import('../generate/page-types.ts'),
    ]);
    return new Map([...(await currentResolverTypes()), ...(await currentPageTypes())]);
  },
);
