/** The process of the demo's exchange: apart from that of the issuer, which may not hold the key of the ids of people. */
import { parseArgs } from 'node:util';
import { sendHeartbeats } from '../../core/process/heartbeat.ts';
import { handleProcessEnd } from '../../core/process/process-end.ts';
import { startExchange } from './start-exchange.ts';

const EXIT_MS = 1_500;
const end = handleProcessEnd(EXIT_MS);
const { values } = parseArgs({
  options: { issuer: { type: 'string', multiple: true, default: [] } },
});
const exchange = await startExchange({ port: 0, issuers: values.issuer });
end.stopWith(() => exchange.stop());
process.send?.({ ready: exchange.url });
sendHeartbeats();
