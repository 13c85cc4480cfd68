import { Command, Option } from 'commander';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import type { CheckOptions } from '../partner-check/run-check.ts';
import type { SubgraphCheckOptions } from '../subgraph-check/run-subgraph-check.ts';

const CONFIG = ['--config <FILE>', 'the configuration file, such as vakgraaf.yaml'] as const;
const JSON_OUTPUT = ['--json', 'print JSON, for a program', false] as const;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const checkCommand = new Command('check')
  .description(
    'Ask every partner of the list, or with --subgraph a live subgraph, whether it can be used',
  )
  .option(...CONFIG)
  .option(...JSON_OUTPUT)
  .option('--subgraph <URL>', 'ask this subgraph, which may run elsewhere')
  .addOption(new Option('--kind <KIND>', 'its kind').choices(SUBGRAPH_NAMES))
  .option('--context-key <FILE>', 'the private key of a test gateway, which signs contexts')
  .option('--id-key <FILE>', 'a key of ids that it has (repeatable)', collect, [])
  .option('--purposes <FILE>', 'the list of purposes (default: that of Vakgraaf)')
  .option('--consumer <OIN>', 'the client in the contexts', '00000099000000001000')
  .option(
    '--record <TYPE=TEXT>',
    'a record that it has, by the text in its id (repeatable)',
    collect,
    [],
  )
  .option('--unavailable <ID>', 'a partner of which the system is down during the check')
  .action(
    async (options: Partial<CheckOptions> & Partial<SubgraphCheckOptions>, command: Command) => {
      const { printFindings, runCheck } = await import('../partner-check/run-check.ts');
      const { subgraph, config, json = false } = options;
      if (subgraph !== undefined) {
        const { runSubgraphCheck } = await import('../subgraph-check/run-subgraph-check.ts');
        const findings = await runSubgraphCheck(command.opts());
        process.exitCode = printFindings(findings, json);
      } else if (config === undefined) {
        command.error("error: required option '--config <FILE>' not specified");
      } else {
        process.exitCode = await runCheck({ config, json });
      }
    },
  );

export const partnerCommand = new Command('partner')
  .description('Join a partner to the graph')
  .addCommand(
    new Command('add')
      .description('Add a partner to the partner list, and ask its system whether it can be used')
      .argument('<FILE>', 'its entry and its layout, in the form of the partner list')
      .requiredOption(...CONFIG)
      .option(...JSON_OUTPUT)
      .action(async (file: string, options: CheckOptions) => {
        const { addPartners } = await import('../partner-add/add-partner.ts');
        const { runPartnerChecks } = await import('../partner-check/run-check.ts');
        process.exitCode = await runPartnerChecks(addPartners(file, options.config), options);
      }),
  )
  .addCommand(
    new Command('check')
      .description('Ask the system of one partner, column by column, whether it can be used')
      .argument('<ID>', 'its id in the partner list')
      .requiredOption(...CONFIG)
      .option(...JSON_OUTPUT)
      .action(async (id: string, options: CheckOptions) => {
        const { runPartnerChecks } = await import('../partner-check/run-check.ts');
        process.exitCode = await runPartnerChecks([id], options);
      }),
  )
  .addCommand(
    new Command('membership-key')
      .description(
        'Print the key of persons that one partner needs to say whom it holds, and nothing else',
      )
      .argument('<ID>', 'its id in the partner list')
      .requiredOption(...CONFIG)
      .option('--quarter <QUARTER>', 'such as 2027Q1 (default: this one)')
      .action(async (id: string, options: { config: string; quarter?: string }) => {
        const { printMembershipKey } = await import('../partner-key/print-membership-key.ts');
        printMembershipKey(id, options);
      }),
  );
