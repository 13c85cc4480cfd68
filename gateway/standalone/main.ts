/** `npm run serve -- --supergraph FILE --port N`: the standalone gateway as a process. It follows the file. */
import { followFiles } from '../../core/config/follow-files.ts';
import { readText } from '../../core/config/read-file.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { orExit } from '../../core/process/exit.ts';
import { standaloneSettings } from '../settings/settings.ts';
import { startStandaloneGateway } from './standalone-gateway.ts';

const settings = await orExit(() => parseArguments(standaloneSettings, process.argv.slice(2)));
const { supergraph: file } = settings;

const gateway = await orExit(() =>
  startStandaloneGateway({
    host: settings.host,
    port: settings.port,
    responseBytesMax: settings.responseBytesMax,
    costMax: settings.costMax,
    defaultListSize: settings.defaultListSize,
    supergraphSdl: readText(file),
    subgraphUrls: new Map(settings.subgraph),
    requestHeaders: settings.requestHeader,
    responseHeaders: settings.replyHeader,
  }),
);
followFiles([file], () => gateway.reload(readText(file)));
process.send?.({ ready: gateway.url });
console.log(`ready ${gateway.url}`);

const stop = () => void gateway.stop().finally(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);
