/** The audits of GraphQL over HTTP that the `graphql-http` package runs against any server. */
import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { startSmallGateway } from './support/small-gateway.ts';
import { smallSupergraph } from './support/small-supergraph.ts';

const standalone = () =>
  startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: smallSupergraph(),
    subgraphUrls: new Map(),
  });

test.each([
  ['full', startSmallGateway],
  ['standalone', standalone],
])('the %s gateway passes all 61 audits of graphql-http', async (_, start) => {
  const gateway = await start();
  const audits = serverAudits({ url: `${gateway.url}/graphql` });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  await gateway.stop();
  const failed = results.filter(({ status }) => status !== 'ok');
  expect({ count: results.length, failed }).toEqual({ count: 61, failed: [] });
});
