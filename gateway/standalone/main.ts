/** `npm run serve -- --supergraph FILE --port N`: the standalone gateway as a process. It follows the file. */
import { environmentVariable } from '../../core/config/environment.ts';
import { followFiles } from '../../core/config/follow-files.ts';
import { readText } from '../../core/config/read-file.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { followAncestors } from '../../core/process/ancestors.ts';
import { orExit } from '../../core/process/exit.ts';
import { handleProcessEnd } from '../../core/process/process-end.ts';
import { startRateLimits } from '../rate-limits/start-rate-limits.ts';
import { standaloneSettings } from '../settings/standalone-settings.ts';
import { startStandaloneGateway } from './standalone-gateway.ts';

const end = handleProcessEnd();
const settings = await orExit(() => parseArguments(standaloneSettings, process.argv.slice(2)));
const { supergraph: file, clientAddressHeader: header, trustedProxies: count } = settings;

const gateway = await orExit(async () =>
  startStandaloneGateway({
    rateLimits: await startRateLimits({
      publicMax: settings.ratePublic,
      clientMax: 0,
      windowS: settings.rateWindow,
      storeUrl: settings.rateStore,
      storePassword: environmentVariable('RATE_STORE_PASSWORD'),
    }),
    proxies: header === undefined ? undefined : { header, count },
    host: settings.host,
    port: settings.port,
    responseBytesMax: settings.responseBytesMax,
    costMax: settings.costMax,
    defaultListSize: settings.defaultListSize,
    supergraphSdl: readText(file),
    subgraphUrls: new Map(settings.subgraph),
    requestHeaders: settings.requestHeader,
    responseHeaders: settings.replyHeader,
    overrideLabels: settings.overrideLabel,
    corsOrigins: settings.corsOrigin,
  }),
);
end.stopWith(() => gateway.stop());
// The shell in which npm runs a command may outlive npm, and with it this process.
if (environmentVariable('npm_lifecycle_event') === 'serve')
  followAncestors(true, () => end.begin());
followFiles([file], () => gateway.reload(readText(file)));
process.send?.({ ready: gateway.url });
console.log(`ready ${gateway.url}`);
