/** Configuration files of gateway and subgraphs, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readConfigFile, requireSection } from '../../cli/config/config-file.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { gatewaySettings, type Settings } from '../../gateway/settings/settings.ts';
import { subgraphOptions } from '../../subgraphs/run-subgraph.ts';
import { compiled } from './compiled.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-config-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let written = 0;

export const keyFile = (name: string) => join(projectRoot(), 'mocks/demo-keys', `${name}.json`);

/** Writes a configuration file and gives its path. Paths in it are relative to a temporary folder. */
export function writeConfig(config: object): string {
  written += 1;
  const file = join(folder, `${written}.yaml`);
  writeFileSync(file, stringify(config));
  return file;
}

/** The settings of a gateway with this section, and other parts of the file. */
export function readGatewaySettings(gateway: object, others: object = {}): Settings {
  const file = writeConfig({ ...others, gateway });
  const { gateway: section, configuration } = readConfigFile(file);
  return gatewaySettings(requireSection(section, 'gateway', file), configuration);
}

/** The options of a subgraph with this section, and other parts of the file. */
export function readSubgraphOptions(kind: SubgraphName, section: object, others: object = {}) {
  const file = writeConfig({ ...others, subgraphs: { [kind]: section } });
  const { subgraphs, configuration } = readConfigFile(file);
  return subgraphOptions(kind, requireSection(subgraphs[kind], kind, file), configuration);
}

/** The module that is the `vakgraaf` command, compiled. */
export const COMMAND = compiled('cli/main.ts');

/** Arguments of the command that runs a gateway with this section, and other parts of the file. */
export function gatewayArguments(gateway: object, others: object = {}): readonly string[] {
  return ['gateway', '--config', writeConfig({ ...others, gateway })];
}

/** Arguments of the command that runs a subgraph of the demo with this section. */
export function subgraphArguments(
  kind: SubgraphName,
  section: object = {},
  others: object = { demo: true },
): readonly string[] {
  const own = { listen: { port: 0 }, gatewayKeys: keyFile('gateway.public'), ...section };
  return ['subgraph', kind, '--config', writeConfig({ ...others, subgraphs: { [kind]: own } })];
}
