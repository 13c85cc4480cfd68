/** The section `gateway` of the configuration file. */
import { z } from 'zod';
import {
  auditKey,
  count,
  path,
  listenSection,
  metricsSection,
  secretName,
  webAddress,
} from '../../core/config-file/values.ts';
import { issuerList } from '../authentication/read-issuers.ts';
import { COST_BUDGETS } from '../cost/budget.ts';
import { DEFAULT_LIST_SIZE } from '../cost/weights.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';
import { REQUEST_LOGS } from '../http/request-log.ts';
import { PUBLIC_SCHEMAS } from '../introspection/schema-for.ts';
import { SAFELIST_MODES } from '../persisted-operations/persisted-operations.ts';
import { EXECUTION_KINDS } from '../execution/execution-kinds.ts';

const COST_MAX = 1_000_000_000;
const cost = (description: string) => count(description, 1, COST_MAX);
const rate = (description: string) => count(description, 0, COST_MAX).optional();

const limits = z
  .strictObject({
    responseBytes: count('Largest response to a client, in bytes', 1_024, 2 ** 30).default(
      RESPONSE_BYTES_MAX,
    ),
    listSize: count(
      'Elements that a list costs where the supergraph tells no size (@listSize)',
      1,
      10_000,
    ).default(DEFAULT_LIST_SIZE),
    costPublic: cost('Largest cost of an operation without a token').default(COST_BUDGETS.public),
    costClient: cost('Largest cost of an operation with a token, without a purpose').default(
      COST_BUDGETS.client,
    ),
    costPurpose: cost('Largest cost of an operation with a purpose').default(COST_BUDGETS.purpose),
  })
  .prefault({})
  .meta({ description: 'Limits of one operation' });

const rates = z
  .strictObject({
    public: rate('Cost in one window of a network address without a valid token; 0 is no limit'),
    client: rate('Cost in one window of one client; 0 is no limit'),
    windowSeconds: count('Length of a window, in seconds', 1, 3_600).default(60),
    store: z
      .url({ protocol: /^rediss?$/, error: 'expected a redis or rediss address' })
      .optional()
      .meta({ description: 'Valkey or Redis, where several gateways count together' }),
    storePassword: secretName('Secret that holds the password of the store').optional(),
  })
  .prefault({})
  .meta({ description: 'Limits of all operations of one client together' });

const proxies = z.strictObject({
  header: z
    .string()
    .regex(/^[\w-]+$/, { error: 'expected the name of a header' })
    .toLowerCase()
    .meta({ description: 'Header in which the proxies in front give the address of the client' }),
  count: count('How many proxies in front each add to that header', 1, 10).default(1),
});

/** As a browser writes it: without a path, a final slash, or the port that its scheme has anyway. */
export const corsOrigin = z
  .string()
  .refine(isOrigin, { error: 'expected an origin such as https://dashboard.example, or *' });

function isOrigin(text: string): boolean {
  if (text === '*') return true;
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const persistedOperations = z
  .strictObject({
    manifest: path('Manifest of the persisted operations').optional(),
    others: z
      .enum(SAFELIST_MODES)
      .default('off')
      .meta({ description: 'What happens to operations that the manifest does not hold' }),
    idOnly: z
      .boolean()
      .default(false)
      .meta({ description: 'Accept persisted operations by id alone, and not by their text' }),
  })
  .prefault({});

export const gatewaySection = z
  .strictObject({
    listen: listenSection(4000),
    metrics: metricsSection(),
    supergraph: path('The composed supergraph, as SDL; that of the profile without it').optional(),
    issuers: issuerList
      .default([])
      .meta({ description: 'Issuers of tokens; without one, every client is public' }),
    contextKey: path('Private key (Ed25519, JWK) that signs the contexts for subgraphs').optional(),
    auditFolder: path('Folder of the audit log; required with contextKey').optional(),
    auditKey: auditKey(),
    persistedOperations,
    publicSchema: z
      .enum(PUBLIC_SCHEMAS)
      .optional()
      .meta({ description: 'The schema that a client without a token sees' }),
    contact: z
      .string()
      .regex(/^(mailto|tel|https):\S+$/, { error: 'expected mailto:…, tel:… or https:…' })
      .optional()
      .meta({ description: 'Contact for reports of vulnerabilities (RFC 9116, 2.5.3)' }),
    requestLog: z.enum(REQUEST_LOGS).optional().meta({
      description: 'One line per request on standard output; on without it, off in a demo',
    }),
    limits,
    rates,
    proxies: proxies.optional(),
    corsOrigins: z.array(corsOrigin).max(100).default([]).meta({
      description:
        'Origins of which pages may send operations (CORS); * is every origin, in the public profile alone',
    }),
    overrideLabels: z.array(z.string()).max(100).default([]).meta({
      description: 'Labels of @override that are in force, beside percent(N)',
    }),
    explorer: path('The built explorer').optional(),
    dashboard: path('The built dashboard').optional(),
    demoControl: webAddress('Control server of the demo').optional(),
    execution: z
      .enum(EXECUTION_KINDS)
      .default('compiled')
      .meta({ description: 'The executor that runs query plans' }),
  })
  .superRefine(({ contextKey, auditFolder }, context) => {
    // A gateway that signs contexts opens case records, and must record for whom.
    if (contextKey === undefined || auditFolder !== undefined) return;
    const message =
      'it is required with contextKey: case records are opened only with an audit log';
    context.addIssue({ code: 'custom', path: ['auditFolder'], message });
  });

export type GatewaySection = z.output<typeof gatewaySection>;
