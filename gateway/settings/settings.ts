/** The settings of a gateway process: its section of the configuration file, and the files that it names. */
import { join } from 'node:path';
import type { JWK } from 'jose';
import { listenAt, type Configuration } from '../../core/config-file/configuration.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readSigningKey, type SigningKey } from '../../core/keys/signing-key.ts';
import type { Listen } from '../../core/http/http-server.ts';
import type { Issuer } from '../authentication/issuer.ts';
import { readIssuers } from '../authentication/read-issuers.ts';
import type { CostBudgets } from '../cost/budget.ts';
import type { REQUEST_LOGS } from '../http/request-log.ts';
import type { PublicSchema } from '../introspection/schema-for.ts';
import type { SafelistRule } from '../persisted-operations/persisted-operations.ts';
import type { ProxySettings } from '../rate-limits/client-address.ts';
import type { RateSettings } from '../rate-limits/start-rate-limits.ts';
import type { ExecutionKind } from '../execution/execution-kinds.ts';
import type { GatewaySection } from './gateway-section.ts';
import { readLive, type LiveFiles, type LiveSettings } from './live-settings.ts';

/**
 * Per minute: some hundred of the most expensive saved operations of one network address, which many people may
 * share, and five times as much for all users of one client. Everybody uses the demo from one address.
 */
const DEFAULT_RATES = { public: 100_000, client: 500_000 };
const NO_RATES = { public: 0, client: 0 };

export interface Settings extends LiveSettings, Listen {
  /** Where `/metrics` is served. */
  readonly metrics: Listen | undefined;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly issuers: readonly Issuer[];
  /** Accept the keys that are published with the demo, and purposes for invented data. */
  readonly isDemo: boolean;
  readonly contextKey: JWK | undefined;
  /** The files of supergraph, purposes and manifest, which are read again when they change. */
  readonly liveFiles: LiveFiles;
  readonly safelistRule: SafelistRule;
  /** In production, personal data is available to operations of the manifest only. */
  readonly isSafelistRequired: boolean;
  readonly publicSchema: PublicSchema;
  readonly securityContact: string | undefined;
  /** What the addresses of the gateway begin with, for clients. */
  readonly publicUrl: string | undefined;
  readonly explorerFolder: string | undefined;
  readonly dashboardFolder: string | undefined;
  readonly auditFolder: string | undefined;
  /** Signs the newest lines of the access log each day. */
  readonly auditKey: SigningKey | undefined;
  readonly demoUrl: string | undefined;
  readonly requestLog: (typeof REQUEST_LOGS)[number];
  /** The bytes of a response to a client. */
  readonly responseBytesMax: number;
  readonly rates: RateSettings;
  readonly proxies: ProxySettings | undefined;
  readonly costBudgets: CostBudgets;
  /** Elements of a list whose size the supergraph does not tell. */
  readonly defaultListSize: number;
  /** Labels of `@override` that are in force, beside `percent(N)`. */
  readonly overrideLabels: readonly string[];
  /** Origins of which pages may send operations. */
  readonly corsOrigins: readonly string[];
  readonly execution: ExecutionKind;
}

/** Reads the files that the section names. Throws `ConfigError`. */
export function gatewaySettings(section: GatewaySection, configuration: Configuration): Settings {
  const { isDemo, pathOf, secretOf } = configuration;
  const { listen, limits, rates, persistedOperations } = section;
  const optionalPath = (relative: string | undefined) =>
    relative === undefined ? undefined : pathOf(relative);
  const contextKey = optionalPath(section.contextKey);
  const auditKey = optionalPath(section.auditKey);
  if (configuration.profile === 'public' && contextKey !== undefined) {
    throw new ConfigError(
      'Cannot use gateway.contextKey with profile: public, which has no case records',
    );
  }
  if (configuration.profile !== 'public' && section.corsOrigins.includes('*')) {
    throw new ConfigError(
      'Cannot use gateway.corsOrigins "*" without profile: public: name the origins',
    );
  }
  const liveFiles = {
    supergraphFile: supergraphFileOf(section, configuration),
    purposesFile: configuration.purposesFile,
    manifestFile: optionalPath(persistedOperations.manifest),
    isDemo,
  };
  const usualRates = isDemo ? NO_RATES : DEFAULT_RATES;
  return Object.freeze({
    host: listen.host,
    port: listen.port,
    tls: listenAt(listen, pathOf).tls,
    metrics: section.metrics && listenAt(section.metrics, pathOf),
    subgraphUrls: configuration.subgraphUrls,
    issuers: readIssuers(section.issuers, { pathOf, isDemo }),
    isDemo,
    contextKey: contextKey === undefined ? undefined : readSigningKey(contextKey, isDemo),
    auditKey: auditKey === undefined ? undefined : readSigningKey(auditKey, isDemo),
    ...readLive(liveFiles),
    liveFiles,
    safelistRule: { mode: persistedOperations.others, isIdOnly: persistedOperations.idOnly },
    isSafelistRequired: !isDemo,
    publicSchema: section.publicSchema ?? (isDemo ? 'whole' : 'own'),
    securityContact: section.contact,
    publicUrl: isDemo ? undefined : publicUrlOf(configuration.gatewayUrl),
    explorerFolder: optionalPath(section.explorer),
    dashboardFolder: optionalPath(section.dashboard),
    auditFolder: optionalPath(section.auditFolder),
    demoUrl: section.demoControl,
    requestLog: section.requestLog ?? (isDemo ? 'off' : 'on'),
    responseBytesMax: limits.responseBytes,
    rates: {
      publicMax: rates.public ?? usualRates.public,
      clientMax: rates.client ?? usualRates.client,
      windowS: rates.windowSeconds,
      storeUrl: rates.store,
      storePassword: rates.storePassword === undefined ? undefined : secretOf(rates.storePassword),
    },
    proxies: section.proxies,
    costBudgets: {
      public: limits.costPublic,
      client: limits.costClient,
      purpose: limits.costPurpose,
    },
    defaultListSize: limits.listSize,
    overrideLabels: section.overrideLabels,
    corsOrigins: section.corsOrigins,
    execution: section.execution,
  });
}

/** The supergraph that the section names, or else that of the profile. */
export function supergraphFileOf(
  { supergraph }: GatewaySection,
  { profile, pathOf }: Configuration,
): string {
  if (supergraph !== undefined) return pathOf(supergraph);
  const name = profile === 'public' ? 'public-supergraph' : 'supergraph';
  return join(projectRoot(), 'schema', `${name}.graphql`);
}

/** `https://graph.example/llo/graphql` gives `https://graph.example/llo/`. */
function publicUrlOf(gatewayUrl: string | undefined): string | undefined {
  return gatewayUrl === undefined ? undefined : new URL('.', gatewayUrl).href;
}
