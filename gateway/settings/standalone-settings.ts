/** The settings of `npm run serve`, as flags. */
import { z } from 'zod';
import { file, namedUrl, port, wholeNumber } from '../../core/config/settings.ts';
import { STANDALONE_COST_MAX } from '../cost/budget.ts';
import { DEFAULT_LIST_SIZE } from '../cost/weights.ts';
import { corsOrigin } from './gateway-section.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';

const COST_MAX = 1_000_000_000;

const headerNames = (description: string) =>
  z
    .array(z.string().meta({ placeholder: 'NAME' }))
    .default([])
    .meta({ description });

export const standaloneSettings = z.object({
  host: z
    .string()
    .default('127.0.0.1')
    .meta({ description: 'Address to listen at', placeholder: 'HOST' }),
  port: port().default(4000),
  supergraph: file('The composed supergraph, as SDL'),
  subgraph: z
    .array(namedUrl('Address of a subgraph that is not where the supergraph says'))
    .default([]),
  requestHeader: headerNames('Request header that subgraphs receive'),
  replyHeader: headerNames('Response header of subgraphs that clients receive'),
  responseBytesMax: wholeNumber('Largest response to a client, in bytes', 1024, 2 ** 30).default(
    RESPONSE_BYTES_MAX,
  ),
  costMax: wholeNumber('Largest cost of an operation', 1, COST_MAX).default(STANDALONE_COST_MAX),
  defaultListSize: wholeNumber(
    'Elements that a list costs where the supergraph tells no size (@listSize)',
    1,
    10_000,
  ).default(DEFAULT_LIST_SIZE),
  corsOrigin: z
    .array(corsOrigin.meta({ placeholder: 'ORIGIN' }))
    .default([])
    .meta({ description: 'Origin of which pages may send operations (CORS); * is every origin' }),
  overrideLabel: z
    .array(z.string().meta({ placeholder: 'LABEL' }))
    .default([])
    .meta({ description: 'Label of @override that is in force, beside percent(N)' }),
  ratePublic: wholeNumber(
    'Cost in one window of a network address; 0 is no limit',
    0,
    COST_MAX,
  ).default(0),
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
});
