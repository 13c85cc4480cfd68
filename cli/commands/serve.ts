/** The commands that run a process until it is stopped. */
import { Argument, Command } from 'commander';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';

interface ConfigOption {
  readonly config: string;
}

const CONFIG = '--config <FILE>';
const CONFIG_TEXT = 'the configuration file, such as vakgraaf.yaml';

export const gatewayCommand = new Command('gateway')
  .description('Run the gateway')
  .requiredOption(CONFIG, CONFIG_TEXT)
  .action(async ({ config: file }: ConfigOption) => {
    const { readConfigFile, requireSection } = await import('../config/config-file.ts');
    const { gateway, configuration } = readConfigFile(file);
    const section = requireSection(gateway, 'gateway', file);
    await (await import('../../gateway/run-gateway.ts')).runGateway(section, configuration);
  });

export const subgraphCommand = new Command('subgraph')
  .description('Run one subgraph')
  .addArgument(new Argument('<KIND>', 'the kind of partner').choices(SUBGRAPH_NAMES))
  .requiredOption(CONFIG, CONFIG_TEXT)
  .action(async (kind: SubgraphName, { config: file }: ConfigOption) => {
    const { readConfigFile, requireSection } = await import('../config/config-file.ts');
    const { subgraphs, configuration } = readConfigFile(file);
    const section = requireSection(subgraphs[kind], `subgraphs.${kind}`, file);
    await (
      await import('../../subgraphs/run-subgraph.ts')
    ).runSubgraph(kind, section, configuration);
  });
