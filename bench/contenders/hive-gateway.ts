/**
 * Hive Gateway with its planner in Rust, in one process. Sharing subgraph calls between requests is
 * switched off, as for every contender: with one fixed operation it would measure a cache.
 */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { portOf, readSettings, ready } from './settings.ts';

const { supergraphSdl } = readSettings();
const runtime = createGatewayRuntime({
  supergraph: supergraphSdl,
  unifiedGraphHandler,
  logging: false,
  landingPage: false,
  graphiql: false,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
});
const server = createServer((request, response) => void runtime(request, response));
server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${portOf(server)}/graphql`));
