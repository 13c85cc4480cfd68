/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { createStockExecution } from './execution/stock/stock-execution.ts';
import { createPlanner } from './planning/planner.ts';
import { startGateway } from './server.ts';
import { readSettings } from './settings.ts';

const gateway = await startGateway({
  ...readSettings(process.argv.slice(2)),
  startPlanner: createPlanner,
  startExecution: createStockExecution,
});

process.send?.({ ready: gateway.url });
if (!process.send) console.log(`ready ${gateway.url}`);

let stopping: Promise<void> | undefined;
const stop = () => {
  stopping ??= gateway.stop().finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
