import { Command } from 'commander';
import type { CheckOptions } from '../partner-check/run-check.ts';

/** Both commands have the same options. */
const withOptions = (command: Command) =>
  command
    .requiredOption('--config <FILE>', 'the configuration file, such as vakgraaf.yaml')
    .option('--json', 'print JSON, for a program', false);

export const checkCommand = withOptions(
  new Command('check').description('Ask every partner of the list whether it can be used'),
).action(async (options: CheckOptions) => {
  process.exitCode = await (await import('../partner-check/run-check.ts')).runCheck(options);
});

export const partnerCommand = new Command('partner')
  .description('Join a partner to the graph')
  .addCommand(
    new Command('add')
      .description('Add a partner to the partner list, and ask its system whether it can be used')
      .argument('<FILE>', 'its entry and its layout, in the form of the partner list')
      .requiredOption('--config <FILE>', 'the configuration file, such as vakgraaf.yaml')
      .option('--json', 'print JSON, for a program', false)
      .action(async (file: string, options: CheckOptions) => {
        const { addPartners } = await import('../partner-add/add-partner.ts');
        const { runPartnerChecks } = await import('../partner-check/run-check.ts');
        process.exitCode = await runPartnerChecks(addPartners(file, options.config), options);
      }),
  )
  .addCommand(
    withOptions(
      new Command('check')
        .description('Ask the system of one partner, column by column, whether it can be used')
        .argument('<ID>', 'its id in the partner list'),
    ).action(async (id: string, options: CheckOptions) => {
      const { runPartnerChecks } = await import('../partner-check/run-check.ts');
      process.exitCode = await runPartnerChecks([id], options);
    }),
  );
