/** The gateway as a process: start, listen, stop. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../core/federation/apollo-telemetry-off.ts';
import { z } from 'zod';
import type { Configuration } from '../core/config-file/configuration.ts';
import { startMetricsServer } from '../core/metrics/metrics-server.ts';
import { unregisteredPurposes } from '../core/purposes/purposes.ts';
import { orExit } from '../core/process/exit.ts';
import { UNSIGNED } from '../core/audit-log/signed-head.ts';
import { sendHeartbeats } from '../core/process/heartbeat.ts';
import { handleProcessEnd } from '../core/process/process-end.ts';
import { onParentMessage } from '../core/process/parent-messages.ts';
import { ownDataNotice } from './authentication/read-issuers.ts';
import { createExecution } from './supergraph/create-execution.ts';
import { createRequestLog } from './http/request-log.ts';
import type { GatewaySection } from './settings/gateway-section.ts';
import { followChanges } from './settings/live-settings.ts';
import { startTelemetry } from '../core/telemetry/telemetry.ts';
import { startRateLimits } from './rate-limits/start-rate-limits.ts';
import { startGateway } from './server.ts';
import { gatewaySettings } from './settings/settings.ts';

/**
 * Subgraphs that were restarted may listen at another port; `down` names parts that the gateway does not call;
 * `isStarted` says that every other process has started.
 */
const changes = z.object({
  subgraphs: z.record(z.string(), z.url({ protocol: /^https?$/ })).optional(),
  down: z.array(z.string()).optional(),
  isStarted: z.boolean().optional(),
});

/** The demo starts all processes at once on one machine: it prepares what it plans when they have started. */
const OTHERS_START_MS = 15_000;

/** Runs until something ends the process. */
export async function runGateway(
  section: GatewaySection,
  configuration: Configuration,
): Promise<never> {
  const end = handleProcessEnd();
  const settings = await orExit(() => gatewaySettings(section, configuration));
  const subgraphUrls = new Map(settings.subgraphUrls);
  const { auditFolder, auditKey, isDemo } = settings;
  if (auditFolder !== undefined && auditKey === undefined && !isDemo) console.error(UNSIGNED);
  let reportedDown: readonly string[] = [];
  let onStarted: (() => void) | undefined;
  const othersStarted = new Promise<void>((resolve) => {
    onStarted = resolve;
    setTimeout(resolve, OTHERS_START_MS).unref();
  });
  const gateway = await orExit(async () =>
    startGateway({
      ...settings,
      rateLimits: await startRateLimits(settings.rates),
      logRequest: createRequestLog(settings.requestLog),
      subgraphUrls,
      reportedDown: () => reportedDown,
      prepareAfter: isDemo && process.send ? othersStarted : undefined,
      startExecution: (options) => createExecution(settings.execution, options),
    }),
  );
  const { metrics } = settings;
  const metricsServer =
    metrics &&
    (await orExit(() =>
      startMetricsServer(metrics, { '/supergraph.graphql': () => gateway.supergraphSdl() }),
    ));
  const telemetry = await orExit(() => startTelemetry('vakgraaf-gateway', configuration));
  end.stopWith(async () => {
    await Promise.all([gateway.stop(), metricsServer?.stop()]);
    await telemetry?.stop();
  });
  onParentMessage(changes, ({ subgraphs = {}, down = reportedDown, isStarted }) => {
    for (const [name, url] of Object.entries(subgraphs)) subgraphUrls.set(name, url);
    reportedDown = down;
    if (isStarted) onStarted?.();
  });
  if (configuration.profile === 'full') {
    for (const sentence of unregisteredPurposes(settings.purposes)) console.error(sentence);
  }
  followChanges(settings.liveFiles, (next) => gateway.reload(next));
  process.send?.({ ready: gateway.url, ...(metricsServer && { metrics: metricsServer.url }) });
  sendHeartbeats();
  if (!process.send) {
    if (metricsServer) console.log(`metrics ${metricsServer.url}/metrics`);
    const notice = ownDataNotice(section);
    if (notice !== undefined) console.log(`me: ${notice}`);
    console.log(`ready ${gateway.url}`);
  }
  return end.never;
}
