import { generateCommand } from '../generate/generate-command.ts';

export const registerCommand = generateCommand(
  'register',
  'Write the register of processing activities to docs/',
  async () => (await import('../generate/register.ts')).currentRegister(),
);
