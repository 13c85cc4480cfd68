import { readFileSync } from 'node:fs';
import type { JSONWebKeySet } from 'jose';
import { listenErrorText } from '../core/http/listen-error.ts';
import { followFiles } from '../core/config/follow-files.ts';
import { movePartners, readPartners } from './partners.ts';
import { PURPOSES_FILE } from '../core/purposes/purposes.ts';
import { ConfigError } from '../core/config/read-config.ts';
import { readSettings, type SubgraphSettings } from './settings.ts';
import { startSubgraph, type RunningSubgraph } from './start-subgraph.ts';
import { receiveFromStarter } from './starter-messages.ts';

/** `EX_CONFIG` of sysexits.h: the starter tells it from a crash. */
const MISCONFIGURED = 78;
/** Longer than stopping takes: nothing keeps this process when whoever started it is gone. */
const EXIT_MS = 5_000;

/** The process of one kind: start, say where, stop when told. Nothing else. */
const settings = await orExit(() => readSettings(process.argv.slice(2)));
const movedPartners = new Map(settings.movedPartners);
const readPartnerList = () => movePartners(readPartners(settings.partnersFile), movedPartners);
const subgraph = await orExit(() => start(settings));

receiveFromStarter((moved) => {
  for (const [id, url] of moved) movedPartners.set(id, url);
  subgraph.reload(readPartnerList());
});

followFiles([settings.partnersFile, PURPOSES_FILE], () => subgraph.reload(readPartnerList()));
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

function start(told: SubgraphSettings): Promise<RunningSubgraph> {
  return startSubgraph({
    kind: told.kind,
    port: told.port,
    partners: readPartnerList(),
    gatewayKeys: JSON.parse(readFileSync(told.gatewayKeysFile, 'utf8')) as JSONWebKeySet,
    keyFiles: told.keyFiles,
    ...(told.auditFolder === undefined ? {} : { auditFolder: told.auditFolder }),
    ...(told.today === undefined ? {} : { today: told.today }),
    secretOf: told.secretOf,
  });
}

/** Configuration errors and a port that is taken print one sentence without a stack. */
async function orExit<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isConfigError = error instanceof ConfigError;
    const sentence = isConfigError ? error.message : listenErrorText(error);
    if (sentence === null) throw error;
    console.error(sentence);
    process.exit(isConfigError ? MISCONFIGURED : 1);
  }
}
