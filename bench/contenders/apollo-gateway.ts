/** Apollo Gateway in Apollo Server, as its documentation starts it. */
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readSettings, ready } from './settings.ts';

const { supergraphSdl } = readSettings();
const gateway = new ApolloGateway({ supergraphSdl });
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0, host: '127.0.0.1' },
});
ready(url);
