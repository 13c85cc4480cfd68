/** Apollo Server with `vakgraafGateway`, compiled, in the place of Apollo Gateway. */
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type * as DropIn from '../../gateway/drop-in/vakgraaf-gateway.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readSettings, ready } from './settings.ts';

const { vakgraafGateway }: typeof DropIn = await import(
  join(projectRoot(), '.cache', 'bench', 'gateway', 'drop-in', 'vakgraaf-gateway.js')
);
const { supergraphSdl, subgraphUrls } = readSettings();
const gateway = vakgraafGateway({
  supergraphSdl,
  subgraphUrls: new Map(Object.entries(subgraphUrls)),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0, host: '127.0.0.1' },
});
ready(url);
