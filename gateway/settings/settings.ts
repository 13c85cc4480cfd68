/** The settings of a gateway process, each declared once. */
import type { JWK } from 'jose';
import { z } from 'zod';
import {
  file,
  folder,
  httpUrl,
  namedUrl,
  parseArguments,
  port,
  wholeNumber,
} from '../../core/config/settings.ts';
import { environmentVariable } from '../../core/config/environment.ts';
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';
import { COST_BUDGETS, STANDALONE_COST_MAX, type CostBudgets } from '../cost/budget.ts';
import { DEFAULT_LIST_SIZE } from '../cost/weights.ts';
import { EXECUTION_KINDS, type ExecutionKind } from '../supergraph/create-execution.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';
import type { Issuer } from '../authentication/issuer.ts';
import { readContextKey, readIssuers } from '../authentication/read-issuers.ts';
import { PUBLIC_SCHEMAS, type PublicSchema } from '../introspection/schema-for.ts';
import type { ProxySettings } from '../rate-limits/client-address.ts';
import type { RateSettings } from '../rate-limits/start-rate-limits.ts';
import { readLive, type LiveFiles, type LiveSettings } from './live-settings.ts';
import { SAFELIST_MODES, type SafelistRule } from '../persisted-operations/persisted-operations.ts';

const RATE_MAX = 1_000_000_000;
const cost = (description: string) => wholeNumber(description, 1, 1_000_000_000);

/** Settings of the whole gateway and of the standalone one. */
const shared = {
  host: z
    .string()
    .default('127.0.0.1')
    .meta({ description: 'Address to listen at', placeholder: 'HOST' }),
  port: port().default(4000),
  supergraph: file('The composed supergraph, as SDL'),
  subgraph: z
    .array(namedUrl('Address of a subgraph that is not where the supergraph says'))
    .default([]),
  responseBytesMax: wholeNumber('Largest response to a client, in bytes', 1024, 2 ** 30).default(
    RESPONSE_BYTES_MAX,
  ),
  ratePublic: wholeNumber(
    'Cost in one window of a network address without a valid token; 0 is no limit',
    0,
    RATE_MAX,
  ).optional(),
  rateWindow: wholeNumber('Window of the rate limits, in seconds', 1, 3600).default(60),
  rateStore: z
    .url({ protocol: /^rediss?$/, error: 'expected a redis or rediss address' })
    .optional()
    .meta({
      description:
        'Valkey or Redis, where several gateways count rates together; its password is in RATE_STORE_PASSWORD',
      placeholder: 'URL',
    }),
  clientAddressHeader: z
    .string()
    .regex(/^[\w-]+$/, { error: 'expected the name of a header' })
    .toLowerCase()
    .optional()
    .meta({
      description: 'Header in which the proxies in front give the address of the client',
      placeholder: 'NAME',
    }),
  trustedProxies: wholeNumber('How many proxies in front each add to that header', 1, 10).default(
    1,
  ),
  corsOrigin: z
    .array(
      z
        .string()
        .refine(isOrigin, { error: 'expected an origin such as https://dashboard.example, or *' })
        .meta({ placeholder: 'ORIGIN' }),
    )
    .default([])
    .meta({ description: 'Origin of which pages may send operations (CORS); * is every origin' }),
  overrideLabel: z
    .array(z.string().meta({ placeholder: 'LABEL' }))
    .default([])
    .meta({ description: 'Label of @override that is in force, beside percent(N)' }),
  defaultListSize: wholeNumber(
    'Elements that a list costs where the supergraph tells no size (@listSize)',
    1,
    10_000,
  ).default(DEFAULT_LIST_SIZE),
};

/** As a browser writes it: without a path, a final slash, or the port that its scheme has anyway. */
function isOrigin(text: string): boolean {
  if (text === '*') return true;
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

type SharedSettings = z.output<z.ZodObject<typeof shared>>;

/** What both gateways need for rate limits; without limits of its own, a gateway has `otherwise`. */
export function rateSettings(
  values: SharedSettings & { readonly rateClient?: number | undefined },
  otherwise: { readonly publicMax: number; readonly clientMax: number },
): RateSettings {
  return {
    publicMax: values.ratePublic ?? otherwise.publicMax,
    clientMax: values.rateClient ?? otherwise.clientMax,
    windowS: values.rateWindow,
    storeUrl: values.rateStore,
    storePassword: environmentVariable('RATE_STORE_PASSWORD'),
  };
}

export function proxySettings(values: SharedSettings): ProxySettings | undefined {
  const { clientAddressHeader: header, trustedProxies: count } = values;
  return header === undefined ? undefined : { header, count };
}

export const NO_RATES = { publicMax: 0, clientMax: 0 };

/**
 * Per minute: some hundred of the most expensive saved operations of one network address, which many people may
 * share, and five times as much for all users of one client. Everybody asks the demo from one address.
 */
const DEFAULT_RATES = { publicMax: 100_000, clientMax: 500_000 };

export const gatewaySettings = z
  .object({
    ...shared,
    rateClient: wholeNumber(
      'Cost in one window of one client; 0 is no limit',
      0,
      RATE_MAX,
    ).optional(),
    issuers: file(
      'List of the issuers of tokens (YAML); without one, every client is public',
    ).optional(),
    issuerKeys: file('Public keys of a single issuer (JWKS)').optional(),
    issuer: z
      .string()
      .default('urn:llo:issuer:demo')
      .meta({ description: 'Name of the issuer of --issuer-keys', placeholder: 'NAME' }),
    audience: z
      .string()
      .default('urn:llo:gateway')
      .meta({ description: 'Audience that tokens must name', placeholder: 'NAME' }),
    issuerAt: z.array(httpUrl('Address of an issuer that publishes its keys at /jwks')).default([]),
    signInClient: z.string().optional().meta({
      description: 'OAuth client of people who sign in at --issuer-at',
      placeholder: 'ID',
    }),
    contextKey: file('Private key (Ed25519, JWK) that signs the contexts for subgraphs').optional(),
    auditFolder: folder('Folder of the audit log; required with --context-key').optional(),
    purposes: file('The purposes for which data may be requested (YAML)').default(PURPOSES_FILE),
    manifest: file('Manifest of the persisted operations').optional(),
    operations: z
      .enum(SAFELIST_MODES)
      .default('off')
      .meta({ description: 'What happens to operations that the manifest does not hold' }),
    idOnly: z
      .boolean()
      .default(false)
      .meta({ description: 'Accept persisted operations by id alone, and not by their text' }),
    publicSchema: z
      .enum(PUBLIC_SCHEMAS)
      .optional()
      .meta({ description: 'The schema that a client without a token sees' }),
    contact: z
      .string()
      .regex(/^(mailto|tel|https):\S+$/, { error: 'expected mailto:…, tel:… or https:…' })
      .optional()
      .meta({
        description: 'Contact for reports of vulnerabilities (RFC 9116, 2.5.3)',
        placeholder: 'URI',
      }),
    execution: z
      .enum(EXECUTION_KINDS)
      .default('compiled')
      .meta({ description: 'The executor that runs query plans' }),
    costMaxPublic: cost('Largest cost of an operation without a token').default(
      COST_BUDGETS.public,
    ),
    costMaxClient: cost('Largest cost of an operation with a token, without a purpose').default(
      COST_BUDGETS.client,
    ),
    costMaxPurpose: cost('Largest cost of an operation with a purpose').default(
      COST_BUDGETS.purpose,
    ),
    explorer: folder('The built explorer').optional(),
    dashboard: folder('The built dashboard').optional(),
    demo: httpUrl('Control server of the demo').optional(),
    demoKeys: z.boolean().default(false).meta({
      description: 'Accept the published keys of the demo, and purposes for invented data',
    }),
  })
  .superRefine(
    ({ contextKey, auditFolder, corsOrigin, issuers, issuerKeys, issuerAt }, context) => {
      const isPublic = issuers === undefined && issuerKeys === undefined && issuerAt.length === 0;
      if (corsOrigin.includes('*') && !isPublic) {
        const message = 'name the origins: * is only for a gateway without issuers';
        context.addIssue({ code: 'custom', path: ['corsOrigin'], message });
      }
      // A gateway that signs contexts opens case records, and must record for whom.
      if (contextKey !== undefined && auditFolder === undefined) {
        context.addIssue({ code: 'custom', path: ['auditFolder'], message: 'it is required' });
      }
    },
  );

const headerNames = (description: string) =>
  z
    .array(z.string().meta({ placeholder: 'NAME' }))
    .default([])
    .meta({ description });

/** Settings of `npm run serve`. */
export const standaloneSettings = z.object({
  ...shared,
  requestHeader: headerNames('Request header that subgraphs receive'),
  costMax: cost('Largest cost of an operation').default(STANDALONE_COST_MAX),
  replyHeader: headerNames('Response header of subgraphs that clients receive'),
});

export interface Settings extends LiveSettings {
  readonly host: string;
  readonly port: number;
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
  readonly explorerFolder: string | undefined;
  readonly dashboardFolder: string | undefined;
  readonly auditFolder: string | undefined;
  readonly demoUrl: string | undefined;
  /** The bytes of a response to a client. */
  readonly responseBytesMax: number;
  readonly rates: RateSettings;
  readonly proxies: ProxySettings | undefined;
  readonly costBudgets: CostBudgets;
  /** Elements of a list whose size the supergraph does not tell. */
  readonly defaultListSize: number;
  readonly overrideLabels: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly execution: ExecutionKind;
}

/** Reads the settings from a command line, and the files that they name. Throws `ConfigError`. */
export function readSettings(args: readonly string[]): Settings {
  const values = parseArguments(gatewaySettings, args);
  const isDemo = values.demo !== undefined || values.demoKeys;
  const liveFiles = {
    supergraphFile: values.supergraph,
    purposesFile: values.purposes,
    manifestFile: values.manifest,
    isDemo,
  };
  return Object.freeze({
    host: values.host,
    port: values.port,
    subgraphUrls: new Map(values.subgraph),
    issuers: readIssuers(values, isDemo),
    isDemo,
    contextKey:
      values.contextKey === undefined ? undefined : readContextKey(values.contextKey, isDemo),
    ...readLive(liveFiles),
    liveFiles,
    safelistRule: { mode: values.operations, isIdOnly: values.idOnly },
    isSafelistRequired: !isDemo,
    publicSchema: values.publicSchema ?? (isDemo ? 'whole' : 'own'),
    securityContact: values.contact,
    explorerFolder: values.explorer,
    dashboardFolder: values.dashboard,
    auditFolder: values.auditFolder,
    demoUrl: values.demo,
    responseBytesMax: values.responseBytesMax,
    rates: rateSettings(values, isDemo ? NO_RATES : DEFAULT_RATES),
    proxies: proxySettings(values),
    costBudgets: {
      public: values.costMaxPublic,
      client: values.costMaxClient,
      purpose: values.costMaxPurpose,
    },
    defaultListSize: values.defaultListSize,
    overrideLabels: values.overrideLabel,
    corsOrigins: values.corsOrigin,
    execution: values.execution,
  });
}
