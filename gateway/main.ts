/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../core/federation/apollo-telemetry-off.ts';
import { z } from 'zod';
import { orExit } from '../core/process/exit.ts';
import { onParentMessage } from '../core/process/parent-messages.ts';
import { createExecution } from './supergraph/create-execution.ts';
import { followChanges } from './settings/live-settings.ts';
import { startPlannerThread } from './planning/planner-thread.ts';
import { startRateLimits } from './rate-limits/start-rate-limits.ts';
import { startGateway } from './server.ts';
import { readSettings } from './settings/settings.ts';

/** The process ends after this time even when stopping takes longer. */
const EXIT_MS = 5_000;

/** Subgraphs that were restarted may listen at another port; `down` names parts that the gateway does not call. */
const changes = z.object({
  subgraphs: z.record(z.string(), z.url({ protocol: /^https?$/ })).optional(),
  down: z.array(z.string()).optional(),
});

const settings = await orExit(() => readSettings(process.argv.slice(2)));
const subgraphUrls = new Map(settings.subgraphUrls);
let reportedDown: readonly string[] = [];
const gateway = await orExit(async () =>
  startGateway({
    ...settings,
    rateLimits: await startRateLimits(settings.rates),
    subgraphUrls,
    reportedDown: () => reportedDown,
    startPlanner: startPlannerThread,
    startExecution: (options) => createExecution(settings.execution, options),
  }),
);

onParentMessage(changes, ({ subgraphs = {}, down = reportedDown }) => {
  for (const [name, url] of Object.entries(subgraphs)) subgraphUrls.set(name, url);
  reportedDown = down;
});
followChanges(settings.liveFiles, (next) => gateway.reload(next));
process.send?.({ ready: gateway.url });
if (!process.send) console.log(`ready ${gateway.url}`);

let stopping: Promise<void> | undefined;
const stop = () => {
  setTimeout(() => process.exit(0), EXIT_MS).unref();
  stopping ??= gateway.stop().finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
