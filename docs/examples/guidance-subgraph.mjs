/**
 * A subgraph of the kind "guidance" that shares no code with Vakgraaf: what docs/subgraph-protocol.md asks, for two
 * case systems of one organisation with three invented records. A real one adds an audit log.
 * It needs `npm install graphql @apollo/subgraph jose @noble/ciphers`; its settings are at the end.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { aessiv } from '@noble/ciphers/aes.js';
import { execute, GraphQLError, parse, validate } from 'graphql';
import { createLocalJWKSet, jwtVerify } from 'jose';

const KIND = 'guidance';
const POLICIES = {
  'urn:llo:purpose:case-guidance': 'purpose:case',
  'urn:llo:purpose:inzage': 'purpose:inzage',
};
const SYSTEMS = { 'balie-noord': '00000099000000001000', 'balie-zuid': '00000099000000001000' };
const RECORDS = [
  {
    system: 'balie-noord',
    number: 'TR-2025-0001',
    startedOn: '2025-03-01',
    kind: 'UNEMPLOYED_TO_WORK',
    coach: 'C-17',
    person: '999990019',
    voucher: 'otib:GV-2025-000001',
  },
  {
    system: 'balie-noord',
    number: 'TR-2025-0002',
    startedOn: '2025-02-01',
    kind: 'GUIDANCE',
    coach: 'C-17',
    person: '999990020',
    voucher: 'otib:GV-2025-000002',
  },
  {
    system: 'balie-zuid',
    number: 'TR-2025-0003',
    startedOn: '2025-01-01',
    kind: 'WORK_TO_WORK',
    coach: 'C-80',
    person: '999990032',
    voucher: 'otib:GV-2025-000003',
  },
];

const problem = (code, message, extensions = {}) =>
  new GraphQLError(message, { extensions: { code, ...extensions } });
const invalidId = () => problem('ID_INVALID', 'Cannot use this id: start from a list again');

// Ids: AES-SIV of the padded text, with four strings of associated data.
const DOMAINS = { 'llo-person/v1': 'person', 'llo-coach/v1': 'coach' };
function pad(label, text) {
  const length = label === 'llo-cursor/v1' ? 256 : 48;
  const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0x80])], length);
  if (Buffer.byteLength(text) >= length) throw new Error('Cannot make an id: the text is too long');
  return bytes;
}
function unpad(label, bytes) {
  const text = bytes.toString('utf8', 0, Math.max(bytes.lastIndexOf(0x80), 0));
  if (!pad(label, text).equals(bytes)) throw new Error('not padded');
  return text;
}
const quarterOf = (date) => `${date.getUTCFullYear()}Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
const cipher = (label, { keys, consumer, purpose }, quarter) =>
  aessiv(
    keys[DOMAINS[label] ?? 'voucher'](quarter),
    ...[label, consumer, purpose, quarter].map((text) => Buffer.from(text)),
  );
function seal(label, text, context) {
  const bytes = cipher(label, context, quarterOf(new Date())).encrypt(pad(label, text));
  return Buffer.from(bytes).toString('base64url');
}
function open(label, id, context, problemOf = invalidId) {
  const now = new Date();
  const bytes = Buffer.from(String(id), 'base64url');
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3, 1));
  for (const quarter of bytes.toString('base64url') === id ? [now, before].map(quarterOf) : []) {
    try {
      return unpad(label, Buffer.from(cipher(label, context, quarter).decrypt(bytes)));
    } catch {} // Not of this quarter.
  }
  throw problemOf();
}

// The context that the gateway signed, and what it allows.
async function readContext(token, body, { gatewayKeys, keys }) {
  if (token === undefined) return null;
  const { payload } = await jwtVerify(token, gatewayKeys, {
    issuer: 'urn:llo:gateway',
    algorithms: ['EdDSA'],
    requiredClaims: ['exp', 'iat'],
    maxTokenAge: 60,
  });
  const { aud, iat, exp, digest, consumer, purpose, scopes, subject } = payload;
  const isBound =
    aud === `urn:llo:subgraph:${KIND}` &&
    digest === createHash('sha256').update(body).digest('base64url');
  if (!isBound || exp - iat > 60 || !/^\d{20}$/.test(consumer) || !Array.isArray(scopes))
    throw new Error('not for this request');
  return { consumer, purpose, scopes, subject, keys };
}
function allow({ principal }, ...policies) {
  if (principal === null) throw problem('UNAUTHENTICATED', 'This field needs a context');
  if (!principal.scopes.includes('llo:case'))
    throw problem('SCOPE_DENIED', 'This field needs the scope llo:case');
  if (!policies.includes(POLICIES[principal.purpose]))
    throw problem('PURPOSE_DENIED', 'This field needs another purpose');
  return principal;
}

/** The records of one system; undefined while it is unavailable, which is reported at the path. */
function recordsOf(system, { missing, down }, { path }) {
  if (system !== down) return RECORDS.filter((one) => one.system === system);
  const keys = [];
  for (let at = path; at; at = at.prev) keys.unshift(at.key);
  const error = {
    message: `Partner "${system}" gave no answer: unreachable`,
    path: keys,
    extensions: { code: 'PARTNER_NO_ANSWER', partner: system, kind: KIND, fault: 'unreachable' },
  };
  missing.set(`${system} ${keys.join('.')}`, error);
}
const recordsOfAll = (context, info) =>
  Object.keys(SYSTEMS)
    .map((one) => recordsOf(one, context, info))
    .filter(Boolean)
    .flat();
function find(text, context, info) {
  const [system, number] = text.split(':');
  return Object.hasOwn(SYSTEMS, system)
    ? (recordsOf(system, context, info)?.find((one) => one.number === number) ?? null)
    : null;
}

const trajectoryId = ({ system, number }, principal) =>
  seal('llo-trajectory/v1', `${system}:${number}`, principal);
/** By first day, then by id: an order of our own would be the same for every client. */
function inOrder(records, principal, direction = 1) {
  const key = (one) => `${one.startedOn} ${trajectoryId(one, principal)}`;
  return records.toSorted((a, b) => (key(a) < key(b) ? -direction : direction));
}

function caseload(_, { first, after }, context, info) {
  const principal = allow(context, 'purpose:case');
  if (!(first >= 1 && first <= 100))
    throw problem('ARGUMENT_INVALID', 'Cannot use "first": expected 1 to 100');
  const place =
    after == null
      ? 0
      : Number(
          open('llo-cursor/v1', after, principal, () =>
            problem('CURSOR_INVALID', 'Start again without "after"'),
          ),
        );
  const own = Object.keys(SYSTEMS).filter((one) => SYSTEMS[one] === principal.consumer);
  const lists = own.map((one) => recordsOf(one, context, info));
  if (own.length > 0 && !lists.some(Boolean)) return null;
  const rows = inOrder(lists.filter(Boolean).flat(), principal, -1).slice(place, place + first);
  const cursorAt = (index) => seal('llo-cursor/v1', String(place + index + 1), principal);
  return {
    nodes: rows,
    edges: rows.map((node, index) => ({ node, cursor: cursorAt(index) })),
    pageInfo: {
      hasNextPage: rows.length > 0 && place + rows.length < lists.filter(Boolean).flat().length,
      endCursor: rows.length > 0 ? cursorAt(rows.length - 1) : null,
    },
  };
}

const resolvers = {
  Query: {
    caseload,
    trajectory: (_, { id }, context, info) =>
      find(open('llo-trajectory/v1', id, allow(context, 'purpose:case')), context, info),
  },
  Trajectory: {
    __resolveReference: async ({ id }, context, info) => {
      const record = find(
        open('llo-trajectory/v1', id, allow(context, 'purpose:case', 'purpose:inzage')),
        context,
        info,
      );
      return record && { ...record, id };
    },
    id: (record, _, { principal }) => record.id ?? trajectoryId(record, principal),
    coach: ({ system, coach }, _, { principal }) => ({
      id: seal('llo-coach/v1', `${system}:${coach}`, principal),
      organisation: { id: system },
    }),
    person: ({ person }, _, { principal }) => ({ id: seal('llo-person/v1', person, principal) }),
    vouchers: ({ voucher }, _, { principal }) => [
      { id: seal('llo-voucher/v1', voucher, principal), number: voucher },
    ],
    provenance: ({ system }) => ({ partner: system, synthetic: true }),
  },
  Voucher: {
    __resolveReference: async ({ id }, context) => ({
      id,
      number: open('llo-voucher/v1', id, allow(context, 'purpose:case', 'purpose:inzage')),
    }),
    trajectory: ({ number }, _, context, info) =>
      recordsOfAll(context, info).find((one) => one.voucher === number),
  },
  Person: {
    __resolveReference: async ({ id }, context) => {
      const principal = allow(context, 'purpose:case', 'purpose:matching', 'purpose:inzage');
      const number = open('llo-person/v1', id, principal);
      if (principal.subject !== undefined && principal.subject !== id) throw invalidId();
      return { id, number };
    },
    trajectories: ({ number }, _, context, info) => {
      const found = recordsOfAll(context, info).filter((one) => one.person === number);
      return found.length === 0 && context.missing.size > 0
        ? null
        : inOrder(found, context.principal);
    },
  },
  Lookups: {
    __resolveReference: async ({ person }, context) => {
      open('llo-person/v1', person, allow(context, 'purpose:inzage'));
      return { person };
    },
  },
  InstrumentFinder: {
    __resolveReference: async ({ question }) => ({ question }),
    fromGuidance: () => [],
  },
  PartnerBoard: {
    __resolveReference: async ({ moment }) => ({ moment }),
    guidance: (_, __, { down }) =>
      Object.keys(SYSTEMS).map((id) => ({
        id,
        state: id === down ? 'SILENT' : 'ANSWERING',
        fault: id === down ? 'unreachable' : null,
      })),
  },
};

function depthOf(text) {
  let [depth, deepest] = [0, 0];
  for (const one of text) {
    if ('{[('.includes(one)) deepest = Math.max(deepest, (depth += 1));
    else if ('}])'.includes(one)) depth -= 1;
  }
  return deepest;
}

/** An error of our own is masked: its message may quote a record. */
function toError({ message, path, extensions }) {
  const isMasked = extensions.code === undefined;
  return {
    message: isMasked ? 'Something went wrong on our side' : message,
    path,
    extensions: { ...extensions, code: extensions.code ?? 'INTERNAL' },
  };
}
const refusal = (status, code, message) => [
  status,
  { errors: [{ message, extensions: { code } }] },
];

/** The status and the response to a body. */
async function answer(body, token, settings) {
  let request;
  try {
    request = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {} // Refused below.
  const { query, variables, operationName } = request ?? {};
  if (typeof query !== 'string') return refusal(400, 'BAD_REQUEST', 'Expected JSON with a query');
  const isLong = Object.values(variables ?? {}).some(
    (one) => Array.isArray(one) && one.length > 10_000,
  );
  if (isLong || depthOf(query) > 120) return refusal(400, 'TOO_LARGE', 'Ask for less at once');
  let principal, document;
  try {
    principal = await readContext(token, body, settings);
  } catch {
    return refusal(401, 'UNAUTHENTICATED', 'Cannot accept the context of this request');
  }
  try {
    document = parse(query, { maxTokens: 10_000, noLocation: true });
  } catch {
    return refusal(400, 'GRAPHQL_PARSE_FAILED', 'Cannot read this document');
  }
  const problems = validate(settings.schema, document, undefined, { maxErrors: 10 });
  if (problems.length > 0)
    return refusal(400, 'GRAPHQL_VALIDATION_FAILED', 'This document does not fit the schema');
  const contextValue = { principal, missing: new Map(), down: settings.down };
  const { data, errors = [] } = await execute({
    schema: settings.schema,
    document,
    variableValues: variables,
    operationName,
    contextValue,
  });
  const all = [...errors.map(toError), ...contextValue.missing.values()];
  return [200, { ...(all.length > 0 && { errors: all }), data }];
}

const BODY_BYTES_MAX = 8 * 1024 * 1024;

async function handle(request, settings) {
  const path = request.url.split('?')[0];
  if (path === '/health') return [200, { status: 'ok' }];
  if (path !== '/graphql') return refusal(404, 'BAD_REQUEST', 'Expected POST /graphql');
  if (request.method !== 'POST') return refusal(405, 'BAD_REQUEST', 'Expected POST');
  if (
    !/^application\/json *(; *charset="?utf-8"?)?$/i.test(request.headers['content-type'] ?? '')
  ) {
    return refusal(415, 'BAD_REQUEST', 'Expected application/json in UTF-8');
  }
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return refusal(413, 'TOO_LARGE', 'Expected at most 8 MiB');
    chunks.push(chunk);
  }
  return answer(Buffer.concat(chunks), request.headers['x-llo-context'], settings);
}

async function respond(request, response, settings) {
  const [status, content] = await handle(request, settings).catch(() =>
    refusal(500, 'INTERNAL', 'Something went wrong on our side'),
  );
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(JSON.stringify(content));
}

/** Starts the server; `keys` has, by domain, a function from a quarter to its 64 bytes. */
export async function start({ sdl, gatewayKeys, keys, port = 0, down }) {
  const typeDefs = parse(sdl);
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  const settings = { schema, gatewayKeys: createLocalJWKSet(gatewayKeys), keys, down };
  const server = createServer((request, response) => void respond(request, response, settings));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/graphql`, stop: () => server.close() };
}

/** A key file: `{ domain, keys: { "2026Q4": base64url } }`, or "any" for every quarter. */
export function readKey(file) {
  const { keys } = JSON.parse(readFileSync(file, 'utf8'));
  return (quarter) => Buffer.from(keys[quarter] ?? keys.any, 'base64url');
}

if (import.meta.filename === process.argv[1]) {
  const { GATEWAY_KEYS, VOUCHER_KEY, PERSON_KEY, COACH_KEY, SDL_FILES, PORT, DOWN } = process.env;
  const sdl = SDL_FILES.split(',')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const gatewayKeys = JSON.parse(readFileSync(GATEWAY_KEYS, 'utf8'));
  const keys = {
    voucher: readKey(VOUCHER_KEY),
    person: readKey(PERSON_KEY),
    coach: readKey(COACH_KEY),
  };
  console.log(
    `ready ${(await start({ sdl, gatewayKeys, keys, port: Number(PORT ?? 0), down: DOWN })).url}`,
  );
}
