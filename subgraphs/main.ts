import { readFileSync } from 'node:fs';
import { followFiles } from './follow-files.ts';
import { PURPOSES_FILE } from './purposes.ts';
import { startSubgraph } from './start-subgraph.ts';
import { movePartners, readPartners } from './partners.ts';
import { readSettings } from './settings.ts';
import type { JSONWebKeySet } from 'jose';

/** The process of one kind: start, say where, stop when told. Nothing else. */
const settings = readSettings(process.argv.slice(2));
const readPartnerList = () =>
  movePartners(readPartners(settings.partnersFile), settings.movedPartners);
const subgraph = await startSubgraph({
  kind: settings.kind,
  port: settings.port,
  partners: readPartnerList(),
  gatewayKeys: JSON.parse(readFileSync(settings.gatewayKeysFile, 'utf8')) as JSONWebKeySet,
  keyFiles: settings.keyFiles,
  ...(settings.accountFolder === undefined ? {} : { accountFolder: settings.accountFolder }),
  secretOf: settings.secretOf,
});

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
