import { Command } from 'commander';
import type { PlanOptions } from '../plan/print-plan.ts';

export const planCommand = new Command('plan')
  .description('Print the query plan of an operation, and the calls that it becomes')
  .argument('<FILE>', 'a GraphQL document')
  .option('--supergraph <FILE>', 'another supergraph than schema/supergraph.graphql')
  .option('--operation <NAME>', 'the operation, when the document holds several')
  .option('--variables <JSON>', 'values of the variables', '{}')
  .option('--execute', 'also execute it at the subgraphs of the supergraph, without a token', false)
  .option(
    '--partners',
    'execute it twice, and print how many calls the second time made to each partner',
    false,
  )
  .option('--role <ROLE>', 'with --partners: as this role of the demo, where the demo runs')
  .option('--purpose <NAME>', 'one of the purposes of the role, such as matching')
  .action(async (file: string, options: PlanOptions) => {
    await (await import('../plan/print-plan.ts')).printPlan(file, options);
  });
