import { generateCommand } from '../generate/generate-command.ts';

/** The commands that write generated files, each with `--check`. */
export const generateCommands = [
  generateCommand(
    'compose',
    'Compose the SDL of the subgraphs into the supergraphs of both profiles',
    async () => (await import('../generate/supergraph.ts')).currentSupergraphs(),
  ),
  generateCommand(
    'register',
    'Write the register of processing activities, with a version for each change of a purpose',
    async ({ activity, at, ...options }) => {
      const { currentRegister, printVersion } = await import('../generate/register.ts');
      if (activity === undefined) return currentRegister(options);
      console.log(printVersion(activity, at === undefined ? new Date() : new Date(at), options));
      return new Map();
    },
  )
    .option('--purposes <FILE>', 'the list of purposes (default: that of Vakgraaf)')
    .option('--folder <FOLDER>', 'where the register is (default: docs/)')
    .option('--activity <ID>', 'write nothing; print the version of this processing activity')
    .option('--at <TIME>', 'the time of that version, such as that of a line of the audit log'),
  generateCommand(
    'manifest',
    'Write the manifest of persisted operations from the saved queries of explorer and dashboard',
    async () => (await import('../generate/manifest.ts')).currentManifest(),
  ),
  generateCommand(
    'types',
    'Write the TypeScript types of resolvers and of the responses to the dashboard, and the texts of the questions',
    async () => {
      const { currentResolverTypes } = await import('../generate/resolver-types.ts');
      const { currentPageTypes } = await import('../generate/page-types.ts');
      const { currentQuestionTexts } = await import('../generate/questions.ts');
      return new Map([
        ...(await currentResolverTypes()),
        ...(await currentPageTypes()),
        ...(await currentQuestionTexts()),
      ]);
    },
  ),
  generateCommand(
    'dpia',
    'Write what follows from the purposes into the DPIA aid in docs/',
    async () => (await import('../generate/dpia.ts')).currentDpia(),
  ),
  generateCommand(
    'questions',
    'Write the evaluation questions into docs/, with what the demo responds',
    async ({ release }) => (await import('../generate/questions.ts')).currentQuestions(release),
  ).option('--release <FOLDER>', 'the folder of a release, such as the newest one of the demo'),
];
