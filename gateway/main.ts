/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { ConfigError } from '../subgraphs/read-config.ts';
import { createExecution } from './execution/create-execution.ts';
import type { ShadowDifference } from './execution/shadow/shadow-execution.ts';
import { followChanges } from './live-settings.ts';
import { startPlannerThread } from './planning/planner-thread.ts';
import { startGateway } from './server.ts';
import { SettingsError } from './settings-files.ts';
import { readSettings, type Settings } from './settings.ts';

const settings = readSettingsOrExit();
const gateway = await startGateway({
  ...settings,
  startPlanner: startPlannerThread,
  startExecution: (options) =>
    createExecution({ ...options, ...settings.execution, reportDifference }),
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

/** Hashes alone: a difference names the operation, never what was asked or answered. */
function reportDifference(difference: ShadowDifference): void {
  console.error(JSON.stringify({ msg: 'Executions differ', ...difference }));
}
