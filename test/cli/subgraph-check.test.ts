/** `vakgraaf check --subgraph` passes a subgraph that shares no code with Vakgraaf, and names what a broken one does wrong. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSubgraph } from '../../cli/subgraph-check/check-subgraph.ts';
import { runSubgraphCheck } from '../../cli/subgraph-check/run-subgraph-check.ts';
import { CHECK_LIMITS } from '../../cli/subgraph-check/subgraph-client.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { readKeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { COMMAND, keyFile } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';
import { readDemoKey } from '../support/subgraph-harness.ts';

const SOURCE = readFileSync(join(projectRoot(), 'docs/examples/guidance-subgraph.mjs'), 'utf8');
const DOWN = 'balie-zuid';
/** Inside the project, where packages are found. */
const folder = join(projectRoot(), '.cache', `foreign-${process.pid}`);

interface Foreign {
  readonly start: (settings: object) => Promise<{ readonly url: string; stop(): void }>;
  readonly readKey: (file: string) => unknown;
}

beforeAll(() => void mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;

type Change = readonly [from: string, to: string];

/** Starts the example with changes of its source. */
async function startForeign(...changes: readonly Change[]) {
  let source = SOURCE;
  for (const [from, to] of changes) {
    expect(source).toContain(from);
    source = source.replace(from, () => to);
  }
  const file = join(folder, `${(written += 1)}.mjs`);
  writeFileSync(file, source);
  const { start, readKey } = (await import(pathToFileURL(file).href)) as Foreign;
  return start({
    sdl: subgraphSdl('guidance'),
    gatewayKeys: readDemoKey('gateway.public'),
    keys: {
      voucher: readKey(keyFile('voucher.key')),
      person: readKey(keyFile('person.key')),
      coach: readKey(keyFile('coach.key')),
    },
    down: DOWN,
  });
}

const settingsFor = (url: string) => ({
  url,
  kind: 'guidance' as const,
  contextKey: readDemoKey('gateway.private') as JWK,
  keySets: readKeySets(
    [keyFile('voucher.key'), keyFile('person.key'), keyFile('coach.key')],
    ['voucher', 'person', 'coach'],
    'x',
  ),
  purposes: readPurposes(),
  consumer: '00000099000000001000',
  records: [],
  unavailable: DOWN,
});

/** The subjects of the failures. */
async function failuresOf(url: string): Promise<readonly string[]> {
  const findings = await checkSubgraph(settingsFor(url));
  return findings.filter(({ status }) => status === 'failure').map(({ subject }) => subject);
}

/** A mistake in the example, and the checks that fail for it; a pattern stands for at least one. */
const BROKEN: readonly (readonly [
  title: string,
  from: string,
  to: string,
  failures: readonly (string | RegExp)[],
])[] = [
  [
    'accepts a context for another audience',
    'aud === `urn:llo:subgraph:${KIND}` &&',
    '',
    [
      'context for another audience',
      'context for several audiences',
      'context without an audience',
    ],
  ],
  [
    'accepts a context for another body',
    "digest === createHash('sha256').update(body).digest('base64url');",
    'true;',
    ['context with another digest', 'context without a digest'],
  ],
  [
    'takes the digest of parsed JSON',
    "createHash('sha256').update(body)",
    "createHash('sha256').update(JSON.stringify(JSON.parse(body)))",
    ['context with another digest'],
  ],
  [
    'accepts an expired context',
    '    maxTokenAge: 60,\n',
    '    currentDate: new Date(0),\n',
    ['context that has expired', 'context signed in the future'],
  ],
  [
    'does not verify the signature',
    'const { payload } = await jwtVerify(token, gatewayKeys, {',
    "const payload = JSON.parse(Buffer.from(token.split('.')[1], 'base64url')); ({",
    [/^context signed with another key$/, /^context without a signature$/, /expired/, /issuer/],
  ],
  [
    'accepts no context for case fields',
    "if (principal === null) throw problem('UNAUTHENTICATED', 'This field needs a context');",
    "if (principal === null) return { consumer: '00000099000000001000', purpose: 'urn:llo:purpose:case-guidance' };",
    [/^no context: caseload$/, /^no context: _entities Trajectory$/],
  ],
  [
    'does not compare purposes',
    'if (!policies.includes(POLICIES[principal.purpose]))',
    'if (false)',
    [/^other purpose: caseload$/, /^other purpose: _entities Trajectory$/],
  ],
  [
    'lets a citizen ask about another person',
    'if (principal.subject !== undefined && principal.subject !== id) throw invalidId();',
    '',
    ['subject: Person'],
  ],
  [
    'answers entities out of order',
    'return [200, { ...(all.length > 0 && { errors: all }), data }];',
    'data?._entities?.reverse(); return [200, { ...(all.length > 0 && { errors: all }), data }];',
    [/^batch of Trajectory$/, /^batch of Voucher$/, /^batch of Person$/],
  ],
  [
    'answers with the record of another id',
    'return record && { ...record, id };',
    'return record && { ...RECORDS[1], id };',
    ['entity Trajectory'],
  ],
  [
    'shows where a partner is in an error',
    "message: isMasked ? 'Something went wrong on our side' : message",
    'message: `connect ECONNREFUSED 10.0.0.5:5432`',
    ['no stack in an error'],
  ],
  ['refuses a page of 100', 'first <= 100', 'first <= 50', ['list caseload of 100']],
  [
    'refuses a large batch',
    'one.length > 10_000',
    'one.length > 100',
    [/^large batch of Trajectory$/],
  ],
  [
    'answers an unknown id with an error',
    'return record && { ...record, id };',
    "if (!record) throw problem('ARGUMENT_INVALID', 'There is none'); return { ...record, id };",
    [/^unknown Trajectory$/],
  ],
  [
    'answers an id that does not decode with null',
    'const record = find(\n',
    "try { open('llo-trajectory/v1', id, context.principal); } catch { return null; } const record = find(\n",
    [/^ids that do not decode: Trajectory$/],
  ],
  [
    'reads ids of two quarters ago',
    '[now, before].map(quarterOf)',
    '[now, before, new Date(before - 90 * 86_400_000)].map(quarterOf)',
    [/^ids that do not decode: /],
  ],
  [
    'encrypts ids without the client',
    '[label, consumer, purpose, quarter]',
    '[label, purpose, quarter]',
    [/^ids of Trajectory$/],
  ],
  [
    'shows a stack',
    'extensions: { ...extensions, code:',
    'extensions: { ...extensions, stacktrace: new Error("x").stack.split("\\n"), code:',
    ['no stack in an error'],
  ],
  [
    'shows a citizen number in an error',
    'if (principal.subject !== undefined && principal.subject !== id) throw invalidId();',
    "if (principal.subject !== undefined && principal.subject !== id) throw problem('ID_INVALID', `Person ${number} is another`);",
    ['no value in an error', 'no number of a record'],
  ],
  [
    'shows a citizen number in data',
    'provenance: ({ system }) => ({ partner: system,',
    'provenance: ({ system, person }) => ({ partner: `${system}/${person}`,',
    ['no number of a record'],
  ],
  [
    'repeats what came in an error',
    '  throw problemOf();',
    "  throw label === 'llo-cursor/v1' ? problemOf() : problem('ID_INVALID', `Cannot use ${id}`);",
    ['no value in an error', 'no number of a record'],
  ],
  [
    'leaves the rows of an unavailable partner out without naming it',
    "  missing.set(`${system} ${keys.join('.')}`, error);\n",
    '',
    [/^unavailable partner: caseload$/, /^unavailable partner: Trajectory$/],
  ],
  [
    'names an unavailable partner twice',
    '...contextValue.missing.values()];',
    '...contextValue.missing.values(), ...contextValue.missing.values()];',
    ['PARTNER_NO_ANSWER'],
  ],
  [
    'gives more rows than first',
    '.slice(place, place + first)',
    '.slice(place)',
    ['list caseload pages'],
  ],
  [
    'starts a list again at each cursor',
    'after == null\n      ? 0',
    'after != null\n      ? 0',
    [/^list caseload/],
  ],
  [
    'gives null where the SDL has none',
    'provenance: ({ system }) => ({ partner: system,',
    'provenance: ({ system }) => ({ partner: null,',
    [/^list caseload$/, /^entity Trajectory$/],
  ],
  [
    'gives a value of another type',
    'return [200, { ...(all.length > 0 && { errors: all }), data }];',
    "return [200, { ...(all.length > 0 && { errors: all }), data: JSON.parse(JSON.stringify(data).replaceAll('\"GUIDANCE\"', '7')) }];",
    ['values of list caseload', /^values of entity Trajectory$|^values/],
  ],
  [
    'refuses __typename on _Entity',
    'if (problems.length > 0)',
    'if (problems.length > 0 || /_entities\\(.*?\\) ?\\{ ?__typename/.test(query))',
    [/^entity Trajectory$/],
  ],
  [
    'lets one id cost the whole batch',
    'const all = [...errors.map(toError), ...contextValue.missing.values()];',
    'const all = [...errors.map(toError), ...contextValue.missing.values()]; if (errors.length > 0) return [200, { errors: all, data: null }];',
    [/^error beside Trajectory$/],
  ],
];

/** Mistakes that have nothing to do with each other, so that one server can make them all. */
const SEVERAL: readonly (readonly [
  title: string,
  changes: readonly Change[],
  failures: readonly string[],
])[] = [
  [
    'has no limits',
    [
      ['|| depthOf(query) > 120', ''],
      ['maxTokens: 10_000, ', ''],
      ['if (isLong ', 'if (false '],
      ['bytes > BODY_BYTES_MAX', 'false'],
      ['first >= 1 && first <= 100', 'true'],
      ['exp - iat > 60 ||', ''],
    ],
    [
      'limit depth',
      'limit depth of Trajectory',
      'limit tokens',
      'limit entities',
      'limit bytes',
      'list caseload first',
      'context that lives for a day',
    ],
  ],
  [
    'does not care about HTTP, and gives no codes',
    [
      [
        '!/^application\\/json *(; *charset="?utf-8"?)?$/i.test(',
        '!/^(application\\/json|application\\/x-www-form-urlencoded|text\\/plain)/.test(',
      ],
      [
        "if (request.method !== 'POST') return refusal(405, 'BAD_REQUEST', 'Expected POST');",
        "if (request.method !== 'POST') return answer(Buffer.from(JSON.stringify(Object.fromEntries(new URL(request.url, 'http://x').searchParams))), undefined, settings);",
      ],
      ["path === '/health'", 'false'],
      ["'content-type': 'application/json; charset=utf-8'", "'content-type': 'text/html'"],
      ["'cache-control': 'no-store',", ''],
      ["code: extensions.code ?? 'INTERNAL' }", 'code: extensions.code }'],
    ],
    [
      'refuses GET',
      'refuses JSON as a form',
      'refuses text/plain',
      'health',
      'media type',
      'no-store',
      'error codes',
    ],
  ],
];

describe('a subgraph in plain JavaScript without code of Vakgraaf', () => {
  test('passes every check', async () => {
    const foreign = await startForeign();
    const findings = await checkSubgraph(settingsFor(foreign.url));
    foreign.stop();
    expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  test.each(BROKEN)('that %s fails in the checks that name it', async (_, from, to, wanted) => {
    const foreign = await startForeign([from, to]);
    const failures = await failuresOf(foreign.url);
    foreign.stop();
    const patterns = wanted.filter((one) => typeof one !== 'string');
    if (patterns.length === 0) expect(failures).toEqual(wanted);
    for (const one of patterns) expect(failures).toContainEqual(expect.stringMatching(one));
  });

  test.each(SEVERAL)('that %s fails in the checks that name it', async (_, changes, wanted) => {
    const foreign = await startForeign(...changes);
    const failures = await failuresOf(foreign.url);
    foreign.stop();
    expect(failures).toEqual(wanted);
  });

  test.each([
    ['without a field', '  outcome: TrajectoryOutcome\n', '', ['sdl']],
    ['with a required field', 'startedOn: Date\n', 'startedOn: Date!\n', ['sdl']],
    ['without a policy', '@policy(policies: [["purpose:case"], ["purpose:inzage"]])', '', ['sdl']],
    ['with a weaker scope', 'llo:case', 'llo:aggregate', ['sdl']],
    ['without a key', '@key(fields: "question")', '', ['sdl', 'composition']],
    [
      'with a stub for an entity',
      'fields: "question"',
      'fields: "question", resolvable: false',
      ['sdl', 'composition'],
    ],
    ['with another cost', '@cost(weight: 50)', '@cost(weight: 0)', ['sdl']],
    ['with another tag', '@tag(name: "case")', '@tag(name: "public")', ['sdl']],
    ['with another default', 'first: Int! = 20', 'first: Int! = 50', ['sdl']],
    ['of an older specification', 'federation/v2.9', 'federation/v2.3', ['composition']],
    ['that is no SDL', 'type Query {', 'type {', ['sdl']],
  ])('that says SDL %s fails in the checks that name it', async (_, from, to, wanted) => {
    const sdl = subgraphSdl('guidance').replaceAll(from, to);
    const served = `schema.getQueryType().getFields()._service.resolve = () => (${JSON.stringify({ sdl })});`;
    const foreign = await startForeign(['  const server =', `  ${served} const server =`]);
    const failures = await failuresOf(foreign.url);
    foreign.stop();
    expect(failures).toEqual(wanted);
  });
});

/** A server that answers `{ __typename }` once, and everything after that like this. */
async function startHostile(listener: RequestListener) {
  let isFirst = true;
  const server = createServer((request, response) => {
    if (!isFirst) return listener(request, response);
    isFirst = false;
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"__typename":"Query"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/graphql`, stop: () => server.closeAllConnections() };
}

const LIMITS = { ...CHECK_LIMITS, requestMs: 200, totalMs: 800, responseBytes: 100_000 };

describe('a hostile server ends the check within its limits, and none of its words is printed:', () => {
  test.each<[string, RequestListener]>([
    ['no response', () => undefined],
    ['no end', (_, response) => void response.writeHead(200).write('{"data":')],
    [
      'bytes without end',
      (_, response) => {
        const write = (): unknown =>
          response.write('SECRET'.repeat(1_000), () => setImmediate(write));
        response.on('error', () => undefined);
        write();
      },
    ],
    [
      'deep JSON',
      (_, response) => void response.end(`{"data":${'['.repeat(40_000)}${']'.repeat(40_000)}}`),
    ],
    [
      'many errors',
      (_, response) =>
        void response.end(
          JSON.stringify({
            errors: Array.from({ length: 3_000 }, () => ({
              message: 'SECRET',
              extensions: { code: 'SECRET' },
            })),
          }),
        ),
    ],
    [
      'data of other shapes',
      (_, response) =>
        void response.end(
          '{"data":{"_entities":7,"_service":{"sdl":"type SECRET {"},"caseload":{"nodes":"SECRET"}},"errors":"SECRET"}',
        ),
    ],
    [
      'a redirect',
      (_, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['HTML', (_, response) => void response.end('<h1>SECRET</h1>')],
    ['no connection', (request) => void request.socket.destroy()],
  ])('%s', async (_, listener) => {
    const hostile = await startHostile(listener);
    const findings = await checkSubgraph({ ...settingsFor(hostile.url), limits: LIMITS });
    hostile.stop();
    expect(findings.filter(({ status }) => status === 'failure').length).toBeGreaterThan(20);
    expect(JSON.stringify(findings)).not.toMatch(/SECRET/);
  });
});

test('the command prints one line for each check and ends with 0, and 1 for a server that fails one', async () => {
  const run = async (kind: string, ...more: readonly string[]) => {
    const keys = [
      '--context-key',
      keyFile('gateway.private'),
      '--id-key',
      keyFile('voucher.key'),
      '--id-key',
      keyFile('person.key'),
      '--id-key',
      keyFile('coach.key'),
    ];
    const command = runCommand([
      'node',
      COMMAND,
      'check',
      '--subgraph',
      foreign.url,
      '--kind',
      kind,
      ...keys,
      ...more,
    ]);
    return { code: await command.ended, printed: command.printed().trimEnd().split('\n') };
  };
  const foreign = await startForeign();
  const [good, other] = [await run('guidance', '--unavailable', DOWN), await run('uwv', '--json')];
  foreign.stop();
  expect({ code: good.code, last: good.printed.at(-1) }).toEqual({
    code: 0,
    last: 'failures: 0, warnings: 0',
  });
  expect(good.printed.slice(0, -1).filter((line) => !/^ok {7}.+: expected ./.test(line))).toEqual(
    [],
  );
  expect(other.code).toBe(1);
  expect(JSON.parse(other.printed.join('\n'))).toContainEqual({
    subject: 'sdl',
    status: 'failure',
    text: expect.stringMatching(/^expected the SDL of this kind.*; came other SDL for .*: serve /),
  });
});

test.each([
  [{ subgraph: 'ftp://x' }, 'Cannot use --subgraph: expected an address'],
  [{}, 'Cannot tell the kind of this subgraph: give --kind'],
  [{ kind: 'uwv' }, 'name the private key of a test gateway with --context-key'],
  [{ consumer: '1' }, 'Cannot use --consumer: expected 20 digits'],
  [
    { kind: 'uwv', contextKey: keyFile('gateway.private'), record: ['Person'] },
    'Cannot use --record: expected TYPE=TEXT',
  ],
] as const)('options %j give a sentence that says what is needed', async (options, sentence) => {
  const usual = {
    subgraph: 'http://127.0.0.1:1/',
    consumer: '0'.repeat(20),
    idKey: [],
    record: [],
  };
  await expect(runSubgraphCheck({ ...usual, ...options })).rejects.toThrow(sentence);
});
