/** `vakgraaf.yaml`: the one configuration file of gateway and subgraphs. */
import { z } from 'zod';
import {
  sharedConfiguration,
  sharedSections,
  type Configuration,
} from '../../core/config-file/configuration.ts';
import { ConfigError, readConfig } from '../../core/config/read-config.ts';
import { readText } from '../../core/config/read-file.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { gatewaySection, type GatewaySection } from '../../gateway/settings/gateway-section.ts';
import { SUBGRAPHS } from '../../schema/subgraph-sdl.ts';
import { subgraphSection, type SubgraphSection } from '../../subgraphs/subgraph-section.ts';

export const configFile = z.strictObject({
  ...sharedSections,
  gateway: gatewaySection.optional(),
  subgraphs: z
    .strictObject(
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
      Object.fromEntries(
        SUBGRAPHS.map(({ name, port }) => [name, subgraphSection(port).optional()]),
      ) as Record<SubgraphName, z.ZodOptional<ReturnType<typeof subgraphSection>>>,
    )
    .prefault({})
    .meta({ description: 'The subgraphs, by kind of partner' }),
});

export interface ConfigFile {
  readonly configuration: Configuration;
  readonly gateway: GatewaySection | undefined;
  readonly subgraphs: Readonly<Partial<Record<SubgraphName, SubgraphSection | undefined>>>;
}

/** Reads and checks the file. Throws `ConfigError` with line and column for each mistake. */
export function readConfigFile(file: string): ConfigFile {
  const values = readConfig(readText(file), file, configFile);
  const { gateway, subgraphs } = values;
  return { configuration: sharedConfiguration(values, file), gateway, subgraphs };
}

/** The section that a process needs. Throws `ConfigError` when the file has none. */
export function requireSection<Section>(
  section: Section | undefined,
  name: string,
  file: string,
): Section {
  if (section !== undefined) return section;
  throw new ConfigError(`Cannot start: ${file} has no section "${name}"`);
}
