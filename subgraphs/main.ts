/** A subgraph as a process: start, listen, stop. */
import { z } from 'zod';
import { orExit } from '../core/process/exit.ts';
import { onParentMessage } from '../core/process/parent-messages.ts';
import { environmentVariable } from '../core/config/environment.ts';
import { followFiles } from '../core/config/follow-files.ts';
import { readGatewayKeys } from './kit/context/read-context.ts';
import { movePartners, readPartners } from './partners.ts';
import { PURPOSES_FILE } from '../core/purposes/purposes.ts';
import { readSettings } from './settings.ts';
import { startSubgraph, type RunningSubgraph } from './start-subgraph.ts';

/** The process ends after this time even when stopping takes longer. */
const EXIT_MS = 5_000;

/** Partner systems that were restarted may listen at another port. */
const changes = z.object({ partners: z.record(z.string(), z.url()) });

const settings = await orExit(() => readSettings(process.argv.slice(2)));
/** Addresses that differ from the partner list, by partner id. */
const movedPartners = new Map(settings.partner);
const readPartnerList = () => movePartners(readPartners(settings.partners), movedPartners);
const subgraph = await orExit(start);

onParentMessage(changes, ({ partners }) => {
  for (const [id, url] of Object.entries(partners)) movedPartners.set(id, url);
  subgraph.reload(readPartnerList());
});

followFiles([settings.partners, PURPOSES_FILE], () => subgraph.reload(readPartnerList()));
process.send?.({ ready: subgraph.url });
let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(0), EXIT_MS).unref();
  void subgraph.stop().finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);

function start(): Promise<RunningSubgraph> {
  return startSubgraph({
    kind: settings.kind,
    host: settings.host,
    port: settings.port,
    isDemo: settings.demoKeys,
    partners: readPartnerList(),
    gatewayKeys: readGatewayKeys(settings.gatewayKeys),
    keyFiles: settings.key,
    ...(settings.auditFolder === undefined ? {} : { auditFolder: settings.auditFolder }),
    ...(settings.today === undefined ? {} : { today: settings.today }),
    secretOf: environmentVariable,
  });
}
