import { Argument, Command } from 'commander';
import { DEMO_ROLES } from '../../mocks/roles.ts';
import type { DemoTokenOptions } from '../../mocks/token.ts';

export const tokenCommand = new Command('token')
  .description('Print a token of the demo for a role, and nothing else')
  .addArgument(new Argument('<ROLE>', 'who asks').choices(DEMO_ROLES.map(({ id }) => id)))
  .option('--purpose <NAME>', 'one of the purposes of the role, such as case-guidance')
  .option('--hours <N>', 'how long the token is valid')
  .option('--life <NAME>', 'which invented person, for the role citizen')
  .action(async (role: string, options: DemoTokenOptions) => {
    const { demoToken } = await import('../../mocks/token.ts');
    process.stdout.write(`${await demoToken(role, options)}\n`);
  });
