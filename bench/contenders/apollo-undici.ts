/** Apollo Gateway with its HTTP client replaced by undici: the first thing a user would tune. */
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';
import { readSettings, ready } from './settings.ts';

const { supergraphSdl } = readSettings();
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService({ url = '' }) {
    const { origin, pathname } = new URL(url);
    const pool = new Pool(origin, { connections: 64, pipelining: 1 });
    return {
      async process({ request: { query, variables, operationName } }) {
        const { body } = await pool.request({
          path: pathname,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables, operationName }),
        });
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a benchmark's own subgraph
        return (await body.json()) as { data: Record<string, unknown> };
      },
    };
  },
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0, host: '127.0.0.1' },
});
ready(url);
