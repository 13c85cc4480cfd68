/** The configuration file of the demo, which its gateway and its subgraphs read. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DEMO_CONTENT } from '../content/index.ts';
import { EXPLORER_CLIENT } from '../issuer-server/explorer-client.ts';
import { DEMO_EXCHANGE } from '../exchange/exchange-names.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../issuer.ts';
import type { DemoAddresses } from './addresses.ts';
import type { DemoOptions } from './options.ts';
import { DEMO_SUBGRAPHS } from './demo-parts.ts';

const STARTED = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;
/** A placeholder until the project is published. */
const SECURITY_CONTACT = 'https://vakgraaf.example/security';

export interface DemoConfig {
  readonly options: DemoOptions;
  readonly addresses: Omit<DemoAddresses, 'partners'>;
  readonly root: string;
  readonly pages: { readonly explorer: string; readonly dashboard: string };
  /** The folder of the releases of statistics; none without it. */
  readonly releases?: string;
  /** For the file and the audit logs. */
  readonly folder: string;
  /** In place of the partner list in the repository. */
  readonly partnersFile?: string;
  /** In place of the usual purposes. */
  readonly purposesFile?: string;
}

/** Each start has a folder of its own; `npm run audit` reads the logs in the newest. */
export const demoFolder = (root: string): string => join(root, '.cache/demo-logs', STARTED);

/**
 * Writes the file and gives its path. It holds the addresses of subgraphs that run now; those of others and of
 * partners are sent to the processes, because a process that is restarted listens at another port.
 */
export function writeDemoConfig(demo: DemoConfig): string {
  const { options, addresses, root, pages, folder } = demo;
  const { issuer, control, subgraphs } = addresses;
  const keyFile = (name: string) => join(root, 'mocks/demo-keys', `${name}.json`);
  const config = {
    demo: true,
    today: options.date,
    content: DEMO_CONTENT,
    ...(options.port > 0 && { gatewayUrl: `http://localhost:${options.port}/graphql` }),
    partners: demo.partnersFile ?? join(root, 'subgraphs/partners.yaml'),
    ...(demo.purposesFile !== undefined && { purposes: demo.purposesFile }),
    gateway: {
      listen: { port: options.port },
      supergraph: join(root, 'schema/supergraph.graphql'),
      issuers: [
        {
          kind: 'jwks',
          issuer: DEMO_ISSUER,
          audience: GATEWAY_AUDIENCE,
          keys: keyFile('issuer.public'),
        },
        {
          kind: 'jwks',
          issuer,
          audience: GATEWAY_AUDIENCE,
          keys: `${issuer}/jwks`,
          signIn: { clientId: EXPLORER_CLIENT },
        },
        {
          kind: 'exchange',
          issuer: DEMO_EXCHANGE,
          audience: GATEWAY_AUDIENCE,
          keys: keyFile('exchange.public'),
        },
      ],
      contextKey: keyFile('gateway.private'),
      auditFolder: join(folder, 'gateway'),
      auditKey: keyFile('audit.private'),
      persistedOperations: {
        manifest: join(root, 'gateway/persisted-operations/manifest.json'),
      },
      contact: SECURITY_CONTACT,
      explorer: pages.explorer,
      dashboard: pages.dashboard,
      demoControl: control,
    },
    subgraphs: Object.fromEntries(
      DEMO_SUBGRAPHS.map(({ kind, subgraphPort, keys, hasStatistics }) => [
        kind,
        {
          url: subgraphs.get(kind),
          listen: { port: options.hasUsualPorts ? subgraphPort : 0 },
          gatewayKeys: keyFile('gateway.public'),
          ...(hasStatistics && { statisticsKeys: keyFile('insights.public') }),
          ...(kind === 'insights' && {
            statisticsKey: keyFile('insights.private'),
          }),
          ...((kind === 'insights' || kind === 'funds') &&
            demo.releases !== undefined && { releasesFolder: demo.releases }),
          keys: keys.map((domain) => keyFile(`${domain}.key`)),
          auditFolder: join(folder, kind),
          auditKey: keyFile('audit.private'),
        },
      ]),
    ),
  };
  const file = join(folder, 'vakgraaf.yaml');
  mkdirSync(folder, { recursive: true });
  // Renamed when it is whole: a process that starts may read it at this moment.
  const written = `${file}.new`;
  writeFileSync(written, stringify(config));
  renameSync(written, file);
  return file;
}
