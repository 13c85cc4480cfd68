/** Our standalone gateway, compiled, as `npm run serve` starts it. */
import { join } from 'node:path';
import type * as StandaloneGateway from '../../gateway/standalone/standalone-gateway.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readSettings, ready } from './settings.ts';

const { startStandaloneGateway }: typeof StandaloneGateway = await import(
  join(projectRoot(), '.cache', 'bench', 'gateway', 'standalone', 'standalone-gateway.js')
);
const { supergraphSdl, subgraphUrls } = readSettings();
const gateway = await startStandaloneGateway({
  host: '127.0.0.1',
  port: 0,
  supergraphSdl,
  subgraphUrls: new Map(Object.entries(subgraphUrls)),
});
ready(`${gateway.url}/graphql`);
