/** `vakgraaf doctor`: looks at what a configuration needs around it, and says how to mend it. */
import { UNSIGNED } from '../../core/audit-log/signed-head.ts';
import { listenAt } from '../../core/config-file/configuration.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import type { Listen } from '../../core/http/http-server.ts';
import { failure, ok, textOf, warning, type Finding } from '../../core/findings/finding.ts';
import { EXIT } from '../../core/process/exit.ts';
import { ownDataNotice } from '../../gateway/authentication/read-issuers.ts';
import type { GatewaySection } from '../../gateway/settings/gateway-section.ts';
import { listReleases } from '../../subgraphs/kit/statistics/newest-release.ts';
import type { SubgraphSection } from '../../subgraphs/subgraph-section.ts';
import { readConfigFile, type ConfigFile } from '../config/config-file.ts';
import { lookAtLists } from './look-at-lists.ts';
import {
  lookAtAuditFolder,
  lookAtAuditKey,
  lookAtCertificate,
  lookAtIdKey,
  lookAtKeyPair,
} from './look-at-files.ts';
import { lookAtIssuer, lookAtPort, lookAtSubgraph } from './look-at-network.ts';

export interface DoctorOptions {
  readonly config: string;
  readonly json: boolean;
}

/** Prints what it finds. The exit code is 1 when something must be mended. */
export async function runDoctor({ config, json }: DoctorOptions): Promise<number> {
  const findings = await examine(config);
  console.log(json ? JSON.stringify(findings, null, 2) : textOf(findings));
  return findings.some(({ status }) => status === 'failure') ? EXIT.failure : EXIT.ok;
}

async function examine(file: string): Promise<readonly Finding[]> {
  const version = ok('version', `Node ${process.versions.node}`);
  let config: ConfigFile;
  try {
    config = readConfigFile(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [version, failure('configuration', error.message)];
  }
  const { gateway, subgraphs, configuration } = config;
  const ofSubgraphs = Object.entries(subgraphs).flatMap(([name, section]) =>
    section === undefined ? [] : [{ name, section }],
  );
  return [
    version,
    ok('configuration', file),
    ...lookAtLists(config),
    ...(gateway === undefined ? [] : await examineGateway(gateway, config)),
    ...(await Promise.all(ofSubgraphs.map((one) => examineSubgraph(one, config)))).flat(),
    ...examineReleases(config),
    ...(gateway === undefined
      ? []
      : await Promise.all(
          [...configuration.subgraphUrls].map(([name, url]) => lookAtSubgraph(name, url)),
        )),
  ];
}

async function examineGateway(
  section: GatewaySection,
  { configuration, subgraphs }: ConfigFile,
): Promise<readonly Finding[]> {
  const { listen, issuers, contextKey, auditFolder, auditKey } = section;
  const { pathOf, isDemo } = configuration;
  const notice = ownDataNotice(section);
  const publicFiles = new Set(
    Object.values(subgraphs).flatMap((one) => (one?.gatewayKeys ? [pathOf(one.gatewayKeys)] : [])),
  );
  const addresses = issuers.flatMap(({ keys }) => (URL.canParse(keys) ? [new URL(keys)] : []));
  return [
    ...(await examineListener('gateway', listenAt(listen, pathOf))),
    ...(contextKey === undefined
      ? []
      : lookAtKeyPair(pathOf(contextKey), [...publicFiles], configuration, 'contexts')),
    ...examineAuditLog({ auditFolder, auditKey }, configuration),
    ...(notice === undefined ? [] : [warning('me', notice)]),
    ...(await Promise.all(addresses.map((url) => lookAtIssuer(url, isDemo)))).flat(),
  ];
}

async function examineSubgraph(
  { name, section }: { readonly name: string; readonly section: SubgraphSection },
  { configuration }: ConfigFile,
): Promise<readonly Finding[]> {
  const { pathOf } = configuration;
  const { listen, keys, auditFolder, url } = section;
  const { gatewayUrl } = configuration;
  return [
    // One with a url runs elsewhere.
    ...(url === undefined
      ? await examineListener(`subgraph ${name}`, listenAt(listen, pathOf))
      : []),
    ...keys.map((file) => lookAtIdKey(pathOf(file), configuration, new Date())),
    ...examineAuditLog(section, configuration),
    ...(auditFolder !== undefined && gatewayUrl === undefined
      ? [failure(`subgraph ${name}`, 'it does not start without gatewayUrl: its log names it')]
      : []),
  ];
}

/** What `vakgraaf release` needs, where releases are made. */
function examineReleases({ configuration, subgraphs }: ConfigFile): readonly Finding[] {
  const { statisticsKey, releasesFolder } = subgraphs.insights ?? {};
  const { pathOf } = configuration;
  const publicFiles = new Set(
    Object.values(subgraphs).flatMap((one) =>
      one?.statisticsKeys === undefined ? [] : [pathOf(one.statisticsKeys)],
    ),
  );
  if (statisticsKey === undefined) return [];
  return [
    ...lookAtKeyPair(
      pathOf(statisticsKey),
      [...publicFiles],
      configuration,
      'requests for statistics',
    ),
    releasesFolder === undefined
      ? failure(
          'releases',
          'subgraphs.insights.releasesFolder is missing: name the folder for them',
        )
      : ok(
          'releases',
          `${listReleases(pathOf(releasesFolder)).length} in ${pathOf(releasesFolder)}`,
        ),
  ];
}

function examineAuditLog(
  { auditFolder, auditKey }: Pick<SubgraphSection, 'auditFolder' | 'auditKey'>,
  configuration: ConfigFile['configuration'],
): readonly Finding[] {
  if (auditFolder === undefined) return [];
  const { pathOf, isDemo } = configuration;
  const folder = pathOf(auditFolder);
  const unsigned = isDemo ? [] : [warning(`audit log ${folder}`, UNSIGNED)];
  return [
    lookAtAuditFolder(folder),
    ...(auditKey === undefined ? unsigned : [lookAtAuditKey(pathOf(auditKey), configuration)]),
  ];
}

async function examineListener(name: string, listen: Listen): Promise<readonly Finding[]> {
  const { tls, port } = listen;
  return [
    ...(port === 0 ? [] : [await lookAtPort(name, listen)]),
    ...(tls === undefined ? [] : [lookAtCertificate(tls, new Date())]),
  ];
}
