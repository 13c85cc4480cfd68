/** A subgraph as a process: start, listen, stop. */
import { join } from 'node:path';
import { z } from 'zod';
import { listenAt, type Configuration } from '../core/config-file/configuration.ts';
import { startMetricsServer } from '../core/metrics/metrics-server.ts';
import { followFiles } from '../core/config/follow-files.ts';
import { ConfigError } from '../core/config/read-config.ts';
import type { SubgraphName } from '../core/federation/subgraph-names.ts';
import { readSigningKey } from '../core/keys/signing-key.ts';
import { orExit } from '../core/process/exit.ts';
import { sendHeartbeats } from '../core/process/heartbeat.ts';
import { onParentMessage } from '../core/process/parent-messages.ts';
import { handleProcessEnd } from '../core/process/process-end.ts';
import { authorizationOf, startTelemetry } from '../core/telemetry/telemetry.ts';
import { readPurposes } from '../core/purposes/purposes.ts';
import { readRegions, REGION_FILES } from '../core/regions/region-table.ts';
import { PUBLIC_SUBGRAPHS } from '../schema/public-sdl.ts';
import { readPublicKeys } from './kit/context/read-context.ts';
import { movePartners, readPartners } from './partners.ts';
import { CONTENT_FILES } from './reference/source.ts';
import { startSubgraph, type SubgraphOptions } from './start-subgraph.ts';
import type { SubgraphSection } from './subgraph-section.ts';

/** Partner systems that were restarted may listen at another port. */
const changes = z.object({ partners: z.record(z.string(), z.url()) });

/** Runs until something ends the process. */
export async function runSubgraph(
  kind: SubgraphName,
  section: SubgraphSection,
  configuration: Configuration,
): Promise<never> {
  const end = handleProcessEnd();
  /** Addresses that differ from the partner list, by partner id. */
  const movedPartners = new Map<string, string>();
  const { partnersFile, purposesFile, contentFolder } = configuration;
  const readLists = () => {
    readRegions(contentFolder);
    return { partners: readPartners(partnersFile), purposes: readPurposes(purposesFile) };
  };
  const withMoves = (read: ReturnType<typeof readLists>) => ({
    ...read,
    partners: movePartners(read.partners, movedPartners),
  });
  let lists = await orExit(readLists);
  const subgraph = await orExit(() =>
    startSubgraph({ ...subgraphOptions(kind, section, configuration), ...lists }),
  );
  const metrics = section.metrics && listenAt(section.metrics, configuration.pathOf);
  const metricsServer = metrics && (await orExit(() => startMetricsServer(metrics)));
  const telemetry = await orExit(() => startTelemetry(`vakgraaf-${kind}`, configuration));
  end.stopWith(async () => {
    await Promise.all([subgraph.stop(), metricsServer?.stop()]);
    await telemetry?.stop();
  });
  onParentMessage(changes, ({ partners }) => {
    for (const [id, url] of Object.entries(partners)) movedPartners.set(id, url);
    subgraph.reload(withMoves(lists));
  });
  const keyFiles = section.keys.map(configuration.pathOf);
  const files = [partnersFile, purposesFile, ...keyFiles, ...contentFiles(contentFolder)];
  followFiles(files, () => {
    const read = readLists();
    subgraph.reload(withMoves(read));
    lists = read;
  });
  process.send?.({ ready: subgraph.url, ...(metricsServer && { metrics: metricsServer.url }) });
  sendHeartbeats();
  if (!process.send) {
    if (metricsServer) console.log(`metrics ${metricsServer.url}/metrics`);
    console.log(`ready ${subgraph.url}`);
  }
  return end.never;
}

/** Every file that the folder may hold: one that is not there yet is followed too. */
function contentFiles(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  return [...CONTENT_FILES, ...REGION_FILES].map((name) => join(folder, `${name}.yaml`));
}

/** Throws `ConfigError` when a key of the section cannot be used. */
export function subgraphOptions(
  kind: SubgraphName,
  section: SubgraphSection,
  { profile, isDemo, today, contentFolder, gatewayUrl, pathOf, secretOf }: Configuration,
): Omit<SubgraphOptions, 'partners' | 'purposes'> {
  const { listen, gatewayKeys, statisticsKeys, keys, auditFolder, auditKey, auditExport } = section;
  const { releasesFolder, freshForSeconds, statusFreshForSeconds } = section;
  if (today !== undefined && !isDemo) {
    throw new ConfigError('Cannot use "today" without "demo: true": the day is that of the clock');
  }
  if (profile === 'public' && !PUBLIC_SUBGRAPHS.includes(kind)) {
    throw new ConfigError(
      `Cannot start "${kind}" with profile: public, since it holds people alone`,
    );
  }
  if (profile === 'public' && keys.length > 0) {
    throw new ConfigError(
      `Cannot use subgraphs.${kind}.keys with profile: public, which has no ids of people`,
    );
  }
  if (section.statisticsKey !== undefined && kind !== 'insights') {
    throw new ConfigError(`Cannot use subgraphs.${kind}.statisticsKey: insights alone has it`);
  }
  if (releasesFolder !== undefined && kind !== 'insights' && kind !== 'funds') {
    throw new ConfigError(
      `Cannot use subgraphs.${kind}.releasesFolder: only insights and funds have it`,
    );
  }
  return {
    kind,
    host: listen.host,
    port: listen.port,
    tls: listenAt(listen, pathOf).tls,
    isDemo,
    gatewayKeys: gatewayKeys === undefined ? { keys: [] } : readPublicKeys(pathOf(gatewayKeys)),
    statisticsKeys:
      statisticsKeys === undefined ? undefined : readPublicKeys(pathOf(statisticsKeys)),
    keyFiles: keys.map(pathOf),
    ...(auditFolder === undefined ? {} : { auditFolder: pathOf(auditFolder) }),
    auditKey: auditKey === undefined ? undefined : readSigningKey(pathOf(auditKey), isDemo),
    auditExport: auditExport && {
      url: auditExport.url,
      authorization: authorizationOf(`subgraphs.${kind}.auditExport`, auditExport, secretOf),
    },
    gatewayUrl,
    ...(today === undefined ? {} : { today }),
    profile,
    contentFolder,
    releasesFolder: releasesFolder === undefined ? undefined : pathOf(releasesFolder),
    freshForSeconds,
    statusFreshForSeconds,
    secretOf,
  };
}
