import { generateCommand } from '../generate/generate-command.ts';

export const manifestCommand = generateCommand(
  'manifest',
  'Write the manifest of persisted operations from the saved queries of explorer and dashboard',
  async () => (await import('../generate/manifest.ts')).currentManifest(),
);
