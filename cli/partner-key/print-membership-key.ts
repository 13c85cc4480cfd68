/** `vakgraaf partner membership-key`: the key that a partner gets out of band (docs/membership.md). */
import { nameHint } from '../../core/config/nearest-name.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { membershipKey } from '../../subgraphs/kit/citizen-numbers/membership-token.ts';
import { quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { readConfigFile } from '../config/config-file.ts';

interface KeyOptions {
  readonly config: string;
  readonly quarter?: string;
}

/** Prints the key of one partner in base64url, and nothing else. Throws `ConfigError` when there is none. */
export function printMembershipKey(
  id: string,
  { config, quarter = quarterOf(new Date()) }: KeyOptions,
): void {
  const { configuration, subgraphs } = readConfigFile(config);
  const asked = readPartners(configuration.partnersFile).partners.filter(
    (one) => 'membership' in one && one.membership !== 'none',
  );
  const partner = asked.find((one) => one.id === id);
  if (partner === undefined) {
    const known = nameHint(
      id,
      asked.map((one) => one.id),
    );
    throw new ConfigError(`Cannot find partner "${id}" with "membership" in its entry; ${known}`);
  }
  const files = subgraphs[partner.kind]?.keys ?? [];
  const keySet = files
    .map((file) => readKeySet(configuration.pathOf(file)))
    .find(({ domain }) => domain === 'person');
  if (keySet === undefined || !keySet.has(quarter)) {
    throw new ConfigError(
      `Cannot find a person key of ${quarter} in subgraphs.${partner.kind}.keys of ${config}`,
    );
  }
  const key = membershipKey(keySet.keyOf(quarter), id);
  process.stdout.write(`${Buffer.from(key).toString('base64url')}\n`);
}
