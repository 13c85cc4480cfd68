/**
 * Hive Gateway with its planner in Rust, in one process. Sharing subgraph calls between requests is
 * switched off, as for every contender: with one fixed operation it would measure a cache.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { portOf, readSettings, ready } from './settings.ts';

// Installed separately (`npm --prefix bench ci`), so that its packages do not mix with ours.
const require = createRequire(join(projectRoot(), 'bench', 'package.json'));
type Listener = Parameters<typeof createServer>[1];
interface HiveGateway {
  createGatewayRuntime(options: unknown): Listener;
}
interface HiveRouterRuntime {
  readonly unifiedGraphHandler: unknown;
}

const { supergraphSdl } = readSettings();
const gatewayModule: HiveGateway = await load('@graphql-hive/gateway');
const routerModule: HiveRouterRuntime = await load('@graphql-hive/router-runtime');
const runtime = gatewayModule.createGatewayRuntime({
  supergraph: supergraphSdl,
  unifiedGraphHandler: routerModule.unifiedGraphHandler,
  logging: false,
  landingPage: false,
  graphiql: false,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
});
const server = createServer(runtime);
server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${portOf(server)}/graphql`));

async function load(name: string) {
  return await import(pathToFileURL(require.resolve(name)).href);
}
