/**
 * Runs gateways of others in one process, each with the whole supergraph and with that of the public profile:
 * `SUBGRAPH=URL…`. They are set up as their documentation starts them.
 */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../../core/federation/apollo-telemetry-off.ts';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { projectRoot } from '../../../core/config/project-root.ts';
import { withoutSecurityFeatures } from '../../../gateway/execution/apollo/apollo-execution.ts';
import { listenOnLoopback } from '../../canary/loopback.ts';
import { GRAPHS, type Engine } from './engines.ts';

const urls = new Map(process.argv.slice(2).map((one) => one.split('=', 2) as [string, string]));

/** A supergraph as it is committed, apart from the addresses of the subgraphs. */
function readSupergraph(file: string): string {
  return readFileSync(join(projectRoot(), 'schema', file), 'utf8').replaceAll(
    /@join__graph\(name: "(\w+)", url: "[^"]*"\)/g,
    (_, name: string) => `@join__graph(name: "${name}", url: "${urls.get(name) ?? ''}")`,
  );
}

type Start = (supergraphSdl: string) => Promise<string>;

function startHive(options: { unifiedGraphHandler?: typeof unifiedGraphHandler }): Start {
  return async (supergraph) => {
    const runtime = createGatewayRuntime({ supergraph, logging: false, ...options });
    const server = createServer((request, response) => void runtime(request, response));
    return `http://127.0.0.1:${await listenOnLoopback(server)}/graphql`;
  };
}

async function startApollo(supergraphSdl: string): Promise<string> {
  const gateway = new ApolloGateway({ supergraphSdl: withoutSecurityFeatures(supergraphSdl) });
  const listen = { host: '127.0.0.1', port: 0 };
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen });
  return url;
}

const STARTS: Readonly<Record<Engine, Start>> = {
  'Hive Gateway, default engine': startHive({}),
  'Hive Gateway, engine in Rust': startHive({ unifiedGraphHandler }),
  'Apollo Gateway': startApollo,
};

const started: Record<string, string> = {};
for (const [graph, file] of Object.entries(GRAPHS)) {
  const supergraphSdl = readSupergraph(file);
  for (const [engine, start] of Object.entries(STARTS)) {
    started[`${engine}/${graph}`] = await start(supergraphSdl);
  }
}
process.send?.({ ready: true, partners: started });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
