/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { ConfigError } from '../subgraphs/read-config.ts';
import { createStockExecution } from './execution/stock/stock-execution.ts';
import { createPlanner } from './planning/planner.ts';
import { startGateway } from './server.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';

const gateway = await startGateway({
  ...readSettingsOrExit(),
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

/** A mistake in the settings is the reader's to mend: what was expected, without a stack. */
function readSettingsOrExit(): Settings {
  try {
    return readSettings(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
