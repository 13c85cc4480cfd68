import { Command, Option } from 'commander';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import type { SchemaDiffOptions } from '../schema-diff/run-schema-diff.ts';

const diffCommand = new Command('diff')
  .description('Compare the schema with an older version: what breaks, and what becomes readable')
  .requiredOption('--against <FILE>', 'the older supergraph, or SDL of the subgraph')
  .option('--supergraph <FILE>', 'the newer supergraph (default: what schema/ composes)')
  .addOption(
    new Option('--subgraph <KIND>', 'compare the SDL of one subgraph').choices(SUBGRAPH_NAMES),
  )
  .option('--sdl <FILE>', 'the newer SDL of the subgraph (default: that in schema/)')
  .option('--manifest <FILE>', 'the recorded operations (default: the manifest of Vakgraaf)')
  .option('--json', 'print JSON, for a program', false)
  .action(async (options: SchemaDiffOptions) => {
    process.exitCode = (await import('../schema-diff/run-schema-diff.ts')).runSchemaDiff(options);
  });

export const schemaCommand = new Command('schema')
  .description('Look after the versions of the schema')
  .addCommand(diffCommand);
