import { readFileSync } from 'node:fs';
import type { JSONWebKeySet } from 'jose';
import { followFiles } from './follow-files.ts';
import { movePartners, readPartners } from './partners.ts';
import { PURPOSES_FILE } from './purposes.ts';
import { ConfigError } from './read-config.ts';
import { readSettings, type SubgraphSettings } from './settings.ts';
import { startSubgraph, type RunningSubgraph } from './start-subgraph.ts';

/** `EX_CONFIG` of sysexits.h: the starter tells it from a crash. */
const MISCONFIGURED = 78;

/** The process of one kind: start, say where, stop when told. Nothing else. */
const settings = orExit(() => readSettings(process.argv.slice(2)));
const readPartnerList = () =>
  movePartners(readPartners(settings.partnersFile), settings.movedPartners);
const subgraph = await start(settings).catch(exitIfMisconfigured);

followFiles([settings.partnersFile, PURPOSES_FILE], () => subgraph.reload(readPartnerList()));
process.send?.({ ready: subgraph.url });
let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  void subgraph.stop().finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);

function start(told: SubgraphSettings): Promise<RunningSubgraph> {
  const partners = orExit(readPartnerList);
  return startSubgraph({
    kind: told.kind,
    port: told.port,
    partners,
    gatewayKeys: JSON.parse(readFileSync(told.gatewayKeysFile, 'utf8')) as JSONWebKeySet,
    keyFiles: told.keyFiles,
    ...(told.accountFolder === undefined ? {} : { accountFolder: told.accountFolder }),
    ...(told.today === undefined ? {} : { today: told.today }),
    secretOf: told.secretOf,
  });
}

/** A mistake in the settings is the reader's to mend: what was expected, without a stack. */
function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return exitIfMisconfigured(error);
  }
}

function exitIfMisconfigured(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(MISCONFIGURED);
}
