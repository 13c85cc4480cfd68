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
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';
import { COST_BUDGETS, STANDALONE_COST_MAX, type CostBudgets } from '../cost/budget.ts';
import { DEFAULT_LIST_SIZE } from '../cost/weights.ts';
import { EXECUTION_KINDS, type ExecutionKind } from '../supergraph/create-execution.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';
import type { Issuer } from '../authentication/issuer.ts';
import { readContextKey, readIssuers } from '../authentication/read-issuers.ts';
import { PUBLIC_SCHEMAS, type PublicSchema } from '../introspection/schema-for.ts';
import { readLive, type LiveFiles, type LiveSettings } from './live-settings.ts';
import { SAFELIST_MODES, type SafelistRule } from '../persisted-operations/persisted-operations.ts';

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
  defaultListSize: wholeNumber(
    'Elements that a list costs where the supergraph tells no size (@listSize)',
    1,
    10_000,
  ).default(DEFAULT_LIST_SIZE),
};

export const gatewaySettings = z
  .object({
    ...shared,
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
  .superRefine(({ contextKey, auditFolder }, context) => {
    // A gateway that signs contexts opens case records, and must record for whom.
    if (contextKey !== undefined && auditFolder === undefined) {
      context.addIssue({ code: 'custom', path: ['auditFolder'], message: 'it is required' });
    }
  });

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
  readonly costBudgets: CostBudgets;
  /** Elements of a list whose size the supergraph does not tell. */
  readonly defaultListSize: number;
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
    costBudgets: {
      public: values.costMaxPublic,
      client: values.costMaxClient,
      purpose: values.costMaxPurpose,
    },
    defaultListSize: values.defaultListSize,
    execution: values.execution,
  });
}
