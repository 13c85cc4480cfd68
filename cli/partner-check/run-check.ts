/** `vakgraaf check` and `vakgraaf partner check`: ask the live systems of partners whether they can be used. */
import { basename } from 'node:path';
import { nameHint } from '../../core/config/nearest-name.ts';
import { ConfigError, positionsIn } from '../../core/config/read-config.ts';
import { readText } from '../../core/config/read-file.ts';
import { textOf, type Finding } from '../../core/findings/finding.ts';
import { EXIT } from '../../core/process/exit.ts';
import { parsePartners, type PartnerEntry } from '../../subgraphs/partners.ts';
import { probePartnerOf } from '../../subgraphs/probes.ts';
import { readConfigFile, type ConfigFile } from '../config/config-file.ts';
import { lookAtLists } from '../doctor/look-at-lists.ts';

export interface CheckOptions {
  readonly config: string;
  readonly json: boolean;
}

/** So many partners are asked side by side. */
const PARTNERS_AT_ONCE = 4;

/** Looks at the lists and asks every partner. The exit code is 1 when something must be mended. */
export async function runCheck({ config, json }: CheckOptions): Promise<number> {
  const file = readConfigFile(config);
  const { partners, ask } = partnersOf(file);
  const findings: Finding[][] = [];
  const left = partners.entries();
  const askNext = async (): Promise<void> => {
    for (const [index, partner] of left) findings[index] = [...(await ask(partner))];
  };
  await Promise.all(Array.from({ length: PARTNERS_AT_ONCE }, askNext));
  return printFindings([...lookAtLists(file), ...findings.flat()], json);
}

/** Asks these partners of the list. Throws `ConfigError` for an id that it does not have. */
export async function runPartnerChecks(
  ids: readonly string[],
  { config, json }: CheckOptions,
): Promise<number> {
  const { partners, ask } = partnersOf(readConfigFile(config));
  const findings: Finding[] = [];
  for (const id of ids) {
    const partner = partners.find((one) => one.id === id);
    if (partner === undefined) {
      const known = partners.map((one) => one.id);
      throw new ConfigError(
        `Cannot find partner "${id}" in the partner list; ${nameHint(id, known)}`,
      );
    }
    findings.push(...(await ask(partner)));
  }
  return printFindings(findings, json);
}

function partnersOf({ configuration }: ConfigFile) {
  const { partnersFile, secretOf } = configuration;
  const text = readText(partnersFile);
  const name = basename(partnersFile);
  const list = parsePartners(text, name);
  const positionOf = positionsIn(text, name);
  return {
    partners: list.partners,
    ask: (partner: PartnerEntry) => probePartnerOf(list, partner, { secretOf, positionOf }),
  };
}

/** Prints findings. The exit code is 1 when something must be mended. */
export function printFindings(findings: readonly Finding[], json: boolean): number {
  console.log(json ? JSON.stringify(findings, null, 2) : textOf(findings));
  return findings.some(({ status }) => status === 'failure') ? EXIT.failure : EXIT.ok;
}
