import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nearestName } from '../core/config/nearest-name.ts';
import { projectRoot } from '../core/config/project-root.ts';
import { ConfigError } from '../core/config/read-config.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../core/federation/subgraph-names.ts';

/** Everything a subgraph process is told from outside, read once at start. */
export interface SubgraphSettings {
  readonly kind: SubgraphName;
  readonly port: number;
  readonly partnersFile: string;
  /** Addresses that differ from the partner list, by partner id. */
  readonly movedPartners: ReadonlyMap<string, string>;
  /** Public keys of the gateway, a JWKS file. */
  readonly gatewayKeysFile: string;
  /** Key files of the domains that this kind may hold. */
  readonly keyFiles: readonly string[];
  /** Where the account is kept: required of every kind that is given a key. */
  readonly auditFolder: string | undefined;
  /** The day that counts as today, where the demo is set to another one. */
  readonly today: string | undefined;
  readonly secretOf: (setting: string) => string | undefined;
}

/** Reads arguments and environment; the only file of the subgraphs that does. */
export function readSettings(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): SubgraphSettings {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      partners: { type: 'string', default: join(projectRoot(), 'subgraphs', 'partners.yaml') },
      partner: { type: 'string', multiple: true, default: [] },
      'gateway-keys': { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      'account-folder': { type: 'string' },
      today: { type: 'string' },
    },
  });
  return {
    kind: parseKind(positionals[0]),
    port: parsePort(values.port),
    partnersFile: values.partners,
    movedPartners: new Map(values.partner.map(parseMove)),
    gatewayKeysFile: required('--gateway-keys', values['gateway-keys']),
    keyFiles: values.key,
    auditFolder:
      values.key.length > 0
        ? required('--account-folder', values['account-folder'])
        : values['account-folder'],
    today: values.today === undefined ? undefined : parseDay(values.today),
    secretOf: (setting) => environment[setting],
  };
}

function parseKind(text: string | undefined): SubgraphName {
  const kind = SUBGRAPH_NAMES.find((one) => one === text);
  if (kind !== undefined) return kind;
  const near = nearestName(text ?? '', SUBGRAPH_NAMES);
  const hint = near === null ? '' : `; did you mean "${near}"?`;
  throw new ConfigError(
    `Cannot start "${text ?? ''}": expected ${SUBGRAPH_NAMES.join(', ')}${hint}`,
  );
}

function parseDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new ConfigError(`Cannot use day "${text}": expected YYYY-MM-DD`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConfigError(`Cannot listen on port "${text}": expected 0 to 65535`);
}

function parseMove(text: string): readonly [id: string, url: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new ConfigError(`Cannot read --partner "${text}": expected ID=URL`);
}

function required(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ConfigError(`Cannot start without ${flag}`);
}
