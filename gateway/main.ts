/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../core/federation/apollo-telemetry-off.ts';
import { listenErrorText } from '../core/http/listen-error.ts';
import { ConfigError } from '../core/config/read-config.ts';
import { createExecution } from './supergraph/create-execution.ts';
import { followChanges } from './settings/live-settings.ts';
import { startPlannerThread } from './planning/planner-thread.ts';
import { startGateway, type Gateway } from './server.ts';
import { SettingsError } from '../core/config/read-file.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import { receiveFromStarter } from './settings/starter-messages.ts';

/** Longer than stopping takes: nothing keeps this process when whoever started it is gone. */
const EXIT_MS = 5_000;

const settings = readSettingsOrExit();
const subgraphUrls = new Map(settings.subgraphUrls);
let reportedDown: readonly string[] = [];
const gateway = await startOrExit();

receiveFromStarter(({ subgraphs = {}, down = reportedDown }) => {
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

/** A port that cannot be had is told in a sentence too. */
async function startOrExit(): Promise<Gateway> {
  try {
    return await startGateway({
      ...settings,
      subgraphUrls,
      reportedDown: () => reportedDown,
      startPlanner: startPlannerThread,
      startExecution: (options) => createExecution(settings.execution, options),
    });
  } catch (error) {
    const sentence = listenErrorText(error);
    if (sentence === null) throw error;
    console.error(sentence);
    process.exit(1);
  }
}
