/**
 * The addresses beside `/graphql`, as OpenAPI (NLGov API Design Rules, /core/doc-openapi and /core/publish-openapi). The
 * graph is described by its schema. Descriptions are in Dutch, as /core/doc-language asks.
 */
import { API_VERSION } from './api-version.ts';
import { jsonReply, type Reply } from './http-response.ts';
import { PROBLEM_TYPE } from './problem.ts';

export interface OpenapiOptions {
  readonly publicUrl: string | undefined;
  readonly securityContact: string | undefined;
}

/** Pages of every origin may read it, and nobody needs a token for it. */
export function openapiReply(options: OpenapiOptions): Reply {
  const { status, headers, body } = jsonReply(200, openapi(options));
  const shared = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'api-version',
    'cross-origin-resource-policy': 'cross-origin',
  };
  return { status, headers: { ...headers, ...shared }, body };
}

function openapi({ publicUrl, securityContact }: OpenapiOptions) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vakgraaf',
      version: API_VERSION,
      description:
        'Adressen van de gateway naast /graphql. De graaf zelf staat beschreven in /schema.graphql.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      ...(securityContact?.startsWith('https:') && {
        contact: { name: 'Beheer van Vakgraaf', url: securityContact },
      }),
      ...(securityContact?.startsWith('mailto:') && {
        contact: { name: 'Beheer van Vakgraaf', email: securityContact.slice('mailto:'.length) },
      }),
    },
    servers: [{ url: publicUrl?.replace(/\/+$/, '') ?? '/' }],
    security: [],
    paths: {
      '/health/live': read('isLive', 'Of het proces leeft', json('Het proces leeft', 'Live')),
      '/health/ready': {
        get: {
          ...read('isReady', 'Of de gateway klaar is', json('Welke delen bereikbaar zijn', 'Ready'))
            .get,
          responses: {
            200: json('Klaar, eventueel zonder de delen die worden genoemd', 'Ready'),
            503: problemResponse('De gateway start of stopt'),
            default: PROBLEM,
          },
        },
      },
      '/schema.graphql': {
        get: {
          operationId: 'getSchema',
          summary: 'Het schema van de graaf, zoals deze afnemer het mag zien',
          security: [{}, { token: [] }],
          parameters: [
            {
              name: 'x-llo-purpose',
              in: 'header',
              required: false,
              description: 'Een doel uit het token, als het token er meer heeft',
              schema: { type: 'string' },
            },
          ],
          responses: {
            200: text('Het schema in de taal van GraphQL (SDL)'),
            401: problemResponse('Het token is niet geldig'),
            403: problemResponse('Het token heeft dit doel niet'),
            429: problemResponse('Er is te veel gevraagd in korte tijd'),
            default: PROBLEM,
          },
        },
      },
      '/statistics/{release}/{file}': file(
        'getStatisticsFile',
        'Een bestand van een uitgave van statistiek: tabellen (CSV, JSON-stat), certificaat, manifest',
        [{}],
        {},
      ),
      '/statistics/{release}/evaluation/{file}': file(
        'getEvaluationFile',
        'Een bestand van een uitgave voor wie een programma evalueert',
        [{ token: [] }],
        {
          401: problemResponse('Er is geen geldig token'),
          403: problemResponse('Het token heeft dit bereik of dit doel niet'),
        },
      ),
      '/openapi.json': read('getOpenapi', 'Deze beschrijving', json('De beschrijving', 'Openapi')),
      '/sign-in.json': read(
        'getSignIn',
        'Bij welke uitgever een gebruiker van de verkenner inlogt',
        json('De uitgever, of null als er geen is', 'SignIn'),
      ),
      '/.well-known/security.txt': {
        get: {
          operationId: 'getSecurityTxt',
          summary: 'Waar een kwetsbaarheid gemeld kan worden (RFC 9116)',
          responses: {
            200: text('De melding volgens RFC 9116'),
            404: problemResponse('Er is geen contact ingesteld'),
            default: PROBLEM,
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      headers: {
        ApiVersion: {
          description: 'Versie van deze beschrijving',
          required: true,
          schema: { type: 'string', const: API_VERSION },
        },
      },
      schemas: SCHEMAS,
    },
  };
}

function read(operationId: string, summary: string, response: object) {
  return { get: { operationId, summary, responses: { 200: response, default: PROBLEM } } };
}

function file(operationId: string, summary: string, security: readonly object[], denials: object) {
  const parameter = (name: string, description: string) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return {
    get: {
      operationId,
      summary,
      security,
      parameters: [
        parameter('release', 'De uitgave, zoals 2026Q3'),
        parameter('file', 'Het bestand, zoals certificate.json'),
      ],
      responses: {
        200: {
          description: 'Het bestand, dat nooit verandert',
          headers: HEADERS,
          content: {
            'text/csv': { schema: { type: 'string' } },
            'application/json': { schema: { type: 'object' } },
          },
        },
        ...denials,
        404: problemResponse('Dit bestand is er niet'),
        429: problemResponse('Er is te veel gevraagd in korte tijd'),
        503: problemResponse('De statistiek is nu niet bereikbaar'),
        default: PROBLEM,
      },
    },
  };
}

const HEADERS = { 'API-Version': { $ref: '#/components/headers/ApiVersion' } };

const json = (description: string, schema: keyof typeof SCHEMAS) => ({
  description,
  headers: HEADERS,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const text = (description: string) => ({
  description,
  headers: HEADERS,
  content: { 'text/plain': { schema: { type: 'string' } } },
});

const problemResponse = (description: string) => ({
  description,
  headers: HEADERS,
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

const PROBLEM = problemResponse('Elke andere fout');

const SCHEMAS = {
  Live: object({ status: { const: 'live' } }),
  Ready: {
    oneOf: [
      object({ status: { const: 'ready' } }),
      object({
        status: { const: 'degraded' },
        down: {
          type: 'array',
          items: object({
            name: { type: 'string' },
            fault: { type: 'string', enum: ['late', 'unreachable'] },
          }),
        },
      }),
    ],
  },
  SignIn: {
    oneOf: [
      { type: 'null' },
      object({
        issuer: { type: 'string' },
        clientId: { type: 'string' },
        scope: { type: 'string' },
      }),
    ],
  },
  Openapi: { type: 'object', required: ['openapi', 'info', 'paths'] },
  Problem: {
    type: 'object',
    description: 'Foutmelding volgens RFC 9457',
    required: ['status', 'title', 'detail'],
    properties: {
      status: { type: 'integer', minimum: 400, maximum: 599 },
      title: { type: 'string' },
      detail: { type: 'string' },
      code: { type: 'string', description: 'Code uit de lijst in de README' },
      reference: { type: 'string', description: 'Kenmerk waarmee de beheerder de fout terugvindt' },
    },
  },
} as const;

function object<Properties extends Readonly<Record<string, object>>>(properties: Properties) {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  } as const;
}
