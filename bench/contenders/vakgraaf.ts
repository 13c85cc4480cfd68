/** Ours: the bare gateway, as `npm run serve` starts it. */
import { startBareGateway } from '../../gateway/bare-gateway.ts';
import { readSettings, ready } from './settings.ts';

const { supergraphSdl, subgraphUrls } = readSettings();
const gateway = await startBareGateway({
  host: '127.0.0.1',
  port: 0,
  supergraphSdl,
  subgraphUrls: new Map(Object.entries(subgraphUrls)),
});
ready(`${gateway.url}/graphql`);
