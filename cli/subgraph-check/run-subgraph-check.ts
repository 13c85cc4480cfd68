/** `vakgraaf check --subgraph`: asks a live subgraph whether it keeps to docs/subgraph-protocol.md. */
import { nameHint } from '../../core/config/nearest-name.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { purposesAt, readPurposes } from '../../core/purposes/purposes.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { readKeySet, type KeyDomain, type KeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { readConfigFile } from '../config/config-file.ts';
import { checkSubgraph } from './check-subgraph.ts';

export interface SubgraphCheckOptions {
  readonly subgraph: string;
  readonly kind?: SubgraphName;
  readonly config?: string;
  readonly contextKey?: string;
  readonly idKey: readonly string[];
  readonly purposes?: string;
  readonly consumer: string;
  readonly record: readonly string[];
  readonly unavailable?: string;
}

/** Throws `ConfigError` for options that cannot be used. */
export async function runSubgraphCheck(options: SubgraphCheckOptions): Promise<readonly Finding[]> {
  const { subgraph: url, config, consumer } = options;
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new ConfigError(
      'Cannot use --subgraph: expected an address such as https://subgraph.example/graphql',
    );
  }
  if (!/^\d{20}$/.test(consumer))
    throw new ConfigError('Cannot use --consumer: expected 20 digits');
  const file = config === undefined ? undefined : readConfigFile(config);
  const kind = options.kind ?? kindAt(url, file?.configuration.subgraphUrls);
  const section = file?.subgraphs[kind];
  const inFile = (path: string) => file?.configuration.pathOf(path) ?? path;
  const contextKey =
    options.contextKey ?? (file?.gateway?.contextKey && inFile(file.gateway.contextKey));
  if (contextKey === undefined) {
    throw new ConfigError(
      'Cannot sign contexts: name the private key of a test gateway with --context-key',
    );
  }
  const keyFiles = options.idKey.length > 0 ? options.idKey : (section?.keys ?? []).map(inFile);
  const keySets: Partial<Record<KeyDomain, KeySet>> = {};
  for (const keyFile of keyFiles) {
    const keySet = readKeySet(keyFile);
    keySets[keySet.domain] = keySet;
  }
  const purposes = readPurposes(options.purposes ?? file?.configuration.purposesFile);
  return await checkSubgraph({
    url,
    kind,
    contextKey: readSigningKey(contextKey, true),
    keySets,
    // A server with synthetic records may accept all of them.
    purposes: purposesAt(purposes, { kind, isSynthetic: true }),
    consumer,
    records: options.record.map(parseRecord),
    unavailable: options.unavailable,
  });
}

function kindAt(url: string, urls: ReadonlyMap<string, string> = new Map()): SubgraphName {
  const kind = SUBGRAPH_NAMES.find((name) => urls.get(name) === url);
  if (kind !== undefined) return kind;
  throw new ConfigError(
    `Cannot tell the kind of this subgraph: give --kind; ${nameHint('', SUBGRAPH_NAMES)}`,
  );
}

function parseRecord(text: string): readonly [string, string] {
  const [, type, inside] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (type !== undefined && inside !== undefined) return [type, inside];
  throw new ConfigError('Cannot use --record: expected TYPE=TEXT, such as Enrolment=school:123');
}
