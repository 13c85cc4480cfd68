/** The addresses beside `/graphql` follow the NLGov API Design Rules 2.2.1, as docs/api-design-rules.md says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const root = projectRoot();
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const PUBLIC_URL = 'https://graaf.example/';

let gateway: SmallGateway;
let behindProxy: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({ isDemo: true, securityContact: 'mailto:lek@fonds.example' });
  behindProxy = await startSmallGateway({ publicUrl: PUBLIC_URL });
});
afterAll(() => Promise.all([gateway.stop(), behindProxy.stop()]));

const RULES = [
  '/core/naming-resources',
  '/core/naming-collections',
  '/core/interface-language',
  '/core/no-trailing-slash',
  '/core/path-segments-kebab-case',
  '/core/query-keys-camel-case',
  '/core/hide-implementation',
  '/core/date-time/format',
  '/core/date-time/timezone',
  '/core/date-time/date-omit-time-portion',
  '/core/http-methods',
  '/core/http-safety',
  '/core/http-response-code',
  '/core/stateless',
  '/core/nested-child',
  '/core/resource-operations',
  '/core/error-handling/problem-details',
  '/core/error-handling/invalid-input',
  '/core/error-handling/all-errors',
  '/core/doc-openapi',
  '/core/doc-openapi-contact',
  '/core/doc-language',
  '/core/publish-openapi',
  '/core/deprecation-schedule',
  '/core/transition-period',
  '/core/uri-version',
  '/core/changelog',
  '/core/semver',
  '/core/version-header',
  '/core/transport/tls',
  '/core/transport/no-sensitive-uris',
  '/core/transport/security-headers',
  '/core/transport/cors',
  '/core/modules/geospatial',
  '/core/modules/signing',
  '/core/modules/encryption',
];

test('docs/api-design-rules.md names every rule once, and every test that it names is there', () => {
  const text = readFileSync(join(root, 'docs/api-design-rules.md'), 'utf8');
  expect([...text.matchAll(/^\| `(\/core\/[^`]+)`/gm)].map(([, rule]) => rule)).toEqual(RULES);
  const files = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(() => readFileSync(join(root, file))).not.toThrow();
});

const schema = z.record(z.string(), z.unknown());
const response = z.object({
  description: z.string().min(1),
  headers: z.strictObject({
    'API-Version': z.strictObject({ $ref: z.literal('#/components/headers/ApiVersion') }),
  }),
  content: z.record(z.string(), z.strictObject({ schema })),
});
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][a-zA-Z]+$/),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['query', 'header', 'path', 'cookie']),
        required: z.boolean(),
        description: z.string(),
        schema,
      }),
    )
    .optional(),
  responses: z.record(z.string().regex(/^(\d{3}|default)$/), response),
});
/** OpenAPI 3.1, as far as this document uses it; what it does not know is refused. */
const openapi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
    contact: z
      .strictObject({ name: z.string(), email: z.string().optional(), url: z.string().optional() })
      .optional(),
  }),
  servers: z.array(z.strictObject({ url: z.string() })).min(1),
  security: z.array(z.never()),
  paths: z.record(z.string().startsWith('/'), z.strictObject({ get: operation })),
  components: z.strictObject({
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.string(), scheme: z.string(), bearerFormat: z.string() }),
    ),
    headers: z.record(
      z.string(),
      z.strictObject({ description: z.string(), required: z.boolean(), schema }),
    ),
    schemas: z.record(z.string(), schema),
  }),
});

async function openapiOf(url: string) {
  const got = await fetch(`${url}/openapi.json`, { headers: { origin: 'https://else.example' } });
  return { headers: got.headers, document: openapi.parse(await got.json()) };
}

test('/openapi.json is OpenAPI 3.1 that pages of every origin may read without a token', async () => {
  const { headers, document } = await openapiOf(gateway.url);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(document.info.version).toBe(version);
  expect(document.info.contact).toEqual({
    name: 'Beheer van Vakgraaf',
    email: 'lek@fonds.example',
  });
  expect(document.servers).toEqual([{ url: '/' }]);
  const ids = Object.values(document.paths).map(({ get }) => get.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
  expect(refs.length).toBeGreaterThan(10);
  for (const [, path = ''] of refs) {
    const found = path
      .split('/')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document);
    expect(found).toEqual(expect.any(Object));
  }
  const { document: other } = await openapiOf(behindProxy.url);
  expect(other.servers).toEqual([{ url: 'https://graaf.example' }]);
  expect(other.info.contact).toBeUndefined();
});

test('every address that it describes responds as it says, to a right and to a wrong request', async () => {
  const { document } = await openapiOf(gateway.url);
  const { components, paths } = document;
  expect(Object.keys(paths)).toEqual([
    '/health/live',
    '/health/ready',
    '/schema.graphql',
    '/statistics/{release}/{file}',
    '/statistics/{release}/evaluation/{file}',
    '/openapi.json',
    '/sign-in.json',
    '/.well-known/security.txt',
  ]);
  for (const [path, { get }] of Object.entries(paths)) {
    for (const [at, method, headers] of [
      [gateway, 'GET', {}],
      [behindProxy, 'GET', {}],
      [gateway, 'DELETE', {}],
      [gateway, 'GET', { authorization: 'Bearer nonsense' }],
    ] as const) {
      const got = await fetch(at.url + path, { method, headers });
      const described = get.responses[got.status] ?? get.responses['default'];
      const [type = '', ...more] = Object.keys(described?.content ?? {});
      expect([path, got.status, got.headers.get('content-type')?.split(';')[0], more]).toEqual([
        path,
        got.status,
        type,
        [],
      ]);
      const text = await got.text();
      const body: unknown = type === 'text/plain' ? text : JSON.parse(text);
      const whole = { ...described?.content[type]?.schema, components };
      // The references are those of a JSON Schema once the components are definitions of it.
      const asDefinitions = JSON.parse(
        JSON.stringify({ ...whole, $defs: components.schemas }).replaceAll(
          '#/components/schemas/',
          '#/$defs/',
        ),
      ) as Parameters<typeof z.fromJSONSchema>[0];
      expect([path, z.fromJSONSchema(asDefinitions).safeParse(body).error]).toEqual([
        path,
        undefined,
      ]);
    }
  }
});

test.each([
  ['/health/live', 'POST', 405, 'Method Not Allowed', 'Use GET, HEAD', 'BAD_REQUEST'],
  ['/nothing', 'GET', 404, 'Not Found', 'Nothing at this address', undefined],
  ['/explorer/nothing.js', 'GET', 404, 'Not Found', 'Nothing at this address', undefined],
  ['/demo/roles', 'GET', 404, 'Not Found', 'Nothing at this address', undefined],
  [
    '/health/live?token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.xxxxxxxxxx',
    'GET',
    400,
    'Bad Request',
    'A token does not belong in an address: send it in header "authorization", and replace this one' +
      ' / Een token hoort niet in een adres: stuur het in header "authorization", en vervang dit',
    'BAD_REQUEST',
  ],
])(
  '%s by %s gives %i as problem details (RFC 9457)',
  async (path, method, status, title, detail, code) => {
    const got = await fetch(gateway.url + path, { method });
    expect([got.status, got.headers.get('content-type'), await got.json()]).toEqual([
      status,
      'application/problem+json',
      { status, title, detail, ...(code !== undefined && { code }) },
    ]);
  },
);

test('a token that is not valid gives /schema.graphql a problem, with the challenge of RFC 6750', async () => {
  const headers = { authorization: 'Bearer nonsense' };
  const got = await fetch(`${gateway.url}/schema.graphql`, { headers });
  expect([got.status, got.headers.get('www-authenticate'), await got.json()]).toEqual([
    401,
    'Bearer error="invalid_token"',
    {
      status: 401,
      title: 'Unauthorized',
      detail:
        'Token is not valid or no longer valid: sign in again' +
        ' / Token is niet of niet meer geldig: log opnieuw in',
      code: 'UNAUTHENTICATED',
    },
  ]);
});

const SECURITY_HEADERS = {
  'api-version': version,
  'cache-control': 'no-store',
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'content-type': expect.any(String),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

test.each([
  ['/health/live', 'GET', 200],
  ['/openapi.json', 'GET', 200],
  ['/nothing', 'GET', 404],
  ['/health/live', 'PUT', 405],
  ['/graphql?query=%7B__typename%7D', 'GET', 200],
  ['/graphql?query=%7B', 'GET', 400],
])(
  '%s by %s with status %i has the version and the security headers',
  async (path, method, status) => {
    const got = await fetch(gateway.url + path, { method });
    expect(got.status).toBe(status);
    expect(Object.fromEntries(got.headers)).toMatchObject(SECURITY_HEADERS);
    // RFC 6797, 7.2: never over plain HTTP.
    expect(got.headers.get('strict-transport-security')).toBe(null);
  },
);

test('behind TLS, of its own or of a proxy at an https address, every response has HSTS for a year', async () => {
  for (const path of ['/health/live', '/nothing', '/graphql?query=%7B__typename%7D']) {
    const got = await fetch(behindProxy.url + path);
    expect(got.headers.get('strict-transport-security')).toBe('max-age=31536000');
  }
  const plain = await startSmallGateway({ publicUrl: 'http://graaf.example' });
  const got = await fetch(`${plain.url}/health/live`);
  expect(got.headers.get('strict-transport-security')).toBe(null);
  await plain.stop();
  const tls = join(root, 'test/support/tls');
  const key = join(mkdtempSync(join(tmpdir(), 'vakgraaf-hsts-')), 'server.key');
  writeFileSync(key, readFileSync(join(tls, 'server.key')), { mode: 0o600 });
  const secure = await startSmallGateway({ tls: { certificate: join(tls, 'server.pem'), key } });
  const dispatcher = new Agent({ connect: { ca: readFileSync(join(tls, 'ca.pem')) } });
  const { headers, body } = await request(`${secure.url}/health/live`, { dispatcher });
  await body.dump();
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  await dispatcher.destroy();
  await secure.stop();
  rmSync(dirname(key), { recursive: true });
});
