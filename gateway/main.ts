/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { ConfigError } from '../subgraphs/read-config.ts';
import type { ExecutionOptions } from './execution/execution.ts';
import { followChanges } from './live-settings.ts';
import { createPlanner } from './planning/planner.ts';
import { startGateway } from './server.ts';
import { SettingsError } from './settings-files.ts';
import { readSettings, type Settings } from './settings.ts';

/** Only the chosen one is loaded: Apollo Gateway takes its time. */
const EXECUTIONS = {
  async stock(options: ExecutionOptions) {
    const { createStockExecution } = await import('./execution/stock/stock-execution.ts');
    return await createStockExecution(options);
  },
  async compiled(options: ExecutionOptions) {
    const { createCompiledExecution } = await import('./execution/compiled/compiled-execution.ts');
    return createCompiledExecution(options);
  },
};

const settings = readSettingsOrExit();
const gateway = await startGateway({
  ...settings,
  startPlanner: createPlanner,
  startExecution: EXECUTIONS[settings.execution],
});

followChanges(settings.liveFiles, (next) => gateway.reload(next));
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
