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

/** A mistake in the example, and the checks that fail for it. */
interface Mistake {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly failures: readonly string[];
}

/** Each server makes several mistakes, of which no two fail the same check, so that a check that fails names its mistake. */
const SERVERS: readonly (readonly Mistake[])[] = [
  [
    {
      title: 'accepts a context for another audience',
      changes: [['aud === `urn:llo:subgraph:${KIND}` &&', '']],
      failures: [
        'context for another audience',
        'context for several audiences',
        'context without an audience',
      ],
    },
    {
      title: 'accepts a context for another body',
      changes: [["digest === createHash('sha256').update(body).digest('base64url');", 'true;']],
      failures: ['context with another digest', 'context without a digest'],
    },
    {
      title: 'accepts an expired context',
      changes: [['    maxTokenAge: 60,\n', '    currentDate: new Date(0),\n']],
      failures: ['context that has expired', 'context signed in the future'],
    },
    {
      title: 'refuses a page of 100',
      changes: [['first <= 100', 'first <= 50']],
      failures: ['list caseload of 100'],
    },
    {
      title: 'lets a citizen ask about another person',
      changes: [
        ['if (principal.subject !== undefined && principal.subject !== id) throw invalidId();', ''],
      ],
      failures: ['subject: Person'],
    },
    {
      title: 'names an unavailable partner twice',
      changes: [
        [
          '...contextValue.missing.values()];',
          '...contextValue.missing.values(), ...contextValue.missing.values()];',
        ],
      ],
      failures: ['PARTNER_NO_ANSWER'],
    },
    {
      title: 'answers with the record of another id',
      changes: [['return record && { ...record, id };', 'return record && { ...RECORDS[1], id };']],
      failures: ['entity Trajectory'],
    },
    {
      title: 'gives more rows than first',
      changes: [['.slice(place, place + first)', '.slice(place)']],
      failures: ['list caseload pages'],
    },
    {
      title: 'shows a stack',
      changes: [
        [
          'extensions: { ...extensions, code:',
          'extensions: { ...extensions, stacktrace: new Error("x").stack.split("\\n"), code:',
        ],
      ],
      failures: ['no stack in an error'],
    },
    {
      title: 'answers an id that does not decode with null',
      changes: [
        [
          'const record = find(\n',
          "try { open('llo-trajectory/v1', id, context.principal); } catch { return null; } const record = find(\n",
        ],
      ],
      failures: [
        'ids that do not decode: Trajectory',
        'no context: _entities Trajectory',
        'other purpose: _entities Trajectory',
      ],
    },
  ],
  [
    {
      title: 'takes the digest of parsed JSON',
      changes: [
        [
          "createHash('sha256').update(body)",
          "createHash('sha256').update(JSON.stringify(JSON.parse(body)))",
        ],
      ],
      failures: ['context with another digest'],
    },
    {
      title: 'refuses a large batch',
      changes: [['one.length > 10_000', 'one.length > 100']],
      failures: ['large batch of Trajectory', 'large batch of Voucher', 'large batch of Person'],
    },
    {
      title: 'shows where a partner is in an error',
      changes: [
        [
          "message: isMasked ? 'Something went wrong on our side' : message",
          'message: `connect ECONNREFUSED 10.0.0.5:5432`',
        ],
      ],
      failures: ['no stack in an error'],
    },
    {
      title: 'shows a citizen number in data',
      changes: [
        [
          'provenance: ({ system }) => ({ partner: system,',
          'provenance: ({ system, person }) => ({ partner: `${system}/${person}`,',
        ],
      ],
      failures: ['no number of a record'],
    },
    {
      title: 'reads ids of two quarters ago',
      changes: [
        [
          '[now, before].map(quarterOf)',
          '[now, before, new Date(before - 90 * 86_400_000)].map(quarterOf)',
        ],
      ],
      failures: [
        'ids that do not decode: Trajectory',
        'ids that do not decode: Voucher',
        'ids that do not decode: Person',
      ],
    },
    {
      title: 'leaves the rows of an unavailable partner out without naming it',
      changes: [["  missing.set(`${system} ${keys.join('.')}`, error);\n", '']],
      failures: ['unavailable partner: caseload', 'unavailable partner: Trajectory'],
    },
  ],
  [
    {
      title: 'accepts no context for case fields',
      changes: [
        [
          "if (principal === null) throw problem('UNAUTHENTICATED', 'This field needs a context');",
          "if (principal === null) return { consumer: '00000099000000001000', purpose: 'urn:llo:purpose:case-guidance' };",
        ],
      ],
      failures: [
        'no context: caseload',
        'no context: _entities Trajectory',
        'no context: _entities Voucher',
        'no context: _entities Person',
        'no context: trajectory',
      ],
    },
    {
      title: 'encrypts ids without the client',
      changes: [['[label, consumer, purpose, quarter]', '[label, purpose, quarter]']],
      failures: [
        'ids of Trajectory',
        'ids of Voucher',
        'ids of Person',
        'ids of Coach',
        'unknown Trajectory',
        'id of the last quarter: Trajectory',
        'unknown Voucher',
        'id of the last quarter: Voucher',
        'unknown Person',
        'id of the last quarter: Person',
        'unknown trajectory',
      ],
    },
  ],
  [
    {
      title: 'does not compare purposes',
      changes: [['if (!policies.includes(POLICIES[principal.purpose]))', 'if (false)']],
      failures: [
        'other purpose: caseload',
        'other purpose: _entities Trajectory',
        'other purpose: _entities Voucher',
        'other purpose: _entities Person',
        'other purpose: trajectory',
      ],
    },
    {
      title: 'answers entities out of order',
      changes: [
        [
          'return [200, { ...(all.length > 0 && { errors: all }), data }];',
          'data?._entities?.reverse(); return [200, { ...(all.length > 0 && { errors: all }), data }];',
        ],
      ],
      failures: [
        'batch of Trajectory',
        'large batch of Trajectory',
        'error beside Trajectory',
        'batch of Voucher',
        'large batch of Voucher',
        'error beside Voucher',
        'batch of Person',
        'large batch of Person',
        'error beside Person',
      ],
    },
    {
      title: 'answers an unknown id with an error',
      changes: [
        [
          'return record && { ...record, id };',
          "if (!record) throw problem('ARGUMENT_INVALID', 'There is none'); return { ...record, id };",
        ],
      ],
      failures: ['unknown Trajectory'],
    },
    {
      title: 'repeats what came in an error',
      changes: [
        [
          '  throw problemOf();',
          "  throw label === 'llo-cursor/v1' ? problemOf() : problem('ID_INVALID', `Cannot use ${id}`);",
        ],
      ],
      failures: ['no value in an error', 'no number of a record'],
    },
  ],
  [
    {
      title: 'gives a value of another type',
      changes: [
        [
          'return [200, { ...(all.length > 0 && { errors: all }), data }];',
          "return [200, { ...(all.length > 0 && { errors: all }), data: JSON.parse(JSON.stringify(data).replaceAll('\"GUIDANCE\"', '7')) }];",
        ],
      ],
      failures: [
        'values of list caseload',
        'values of entity Trajectory',
        'values of entity Voucher',
        'values of entity Person',
      ],
    },
    {
      title: 'shows a citizen number in an error',
      changes: [
        [
          'if (principal.subject !== undefined && principal.subject !== id) throw invalidId();',
          "if (principal.subject !== undefined && principal.subject !== id) throw problem('ID_INVALID', `Person ${number} is another`);",
        ],
      ],
      failures: ['no value in an error', 'no number of a record'],
    },
    {
      title: 'lets one id cost the whole batch',
      changes: [
        [
          'const all = [...errors.map(toError), ...contextValue.missing.values()];',
          'const all = [...errors.map(toError), ...contextValue.missing.values()]; if (errors.length > 0) return [200, { errors: all, data: null }];',
        ],
      ],
      failures: ['error beside Trajectory', 'error beside Voucher', 'error beside Person'],
    },
  ],
  [
    {
      title: 'refuses __typename on _Entity',
      changes: [
        [
          'if (problems.length > 0)',
          'if (problems.length > 0 || /_entities\\(.*?\\) ?\\{ ?__typename/.test(query))',
        ],
      ],
      failures: [
        'unknown Trajectory',
        'entity Trajectory',
        'values of entity Trajectory',
        'ids that do not decode: Trajectory',
        'error beside Trajectory',
        'id of the last quarter: Trajectory',
        'unknown Voucher',
        'entity Voucher',
        'values of entity Voucher',
        'ids that do not decode: Voucher',
        'error beside Voucher',
        'id of the last quarter: Voucher',
        'unknown Person',
        'entity Person',
        'values of entity Person',
        'ids that do not decode: Person',
        'error beside Person',
        'id of the last quarter: Person',
      ],
    },
  ],
  [
    {
      title: 'gives null where the SDL has none',
      changes: [
        [
          'provenance: ({ system }) => ({ partner: system,',
          'provenance: ({ system }) => ({ partner: null,',
        ],
      ],
      failures: ['list caseload', 'entity Trajectory'],
    },
    {
      title: 'does not care about HTTP, and gives no codes',
      changes: [
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
      failures: [
        'refuses GET',
        'refuses JSON as a form',
        'refuses text/plain',
        'health',
        'media type',
        'no-store',
        'error codes',
      ],
    },
  ],
  [
    {
      title: 'has no limits',
      changes: [
        ['|| depthOf(query) > 120', ''],
        ['maxTokens: 10_000, ', ''],
        ['if (isLong ', 'if (false '],
        ['bytes > BODY_BYTES_MAX', 'false'],
        ['first >= 1 && first <= 100', 'true'],
        ['exp - iat > 60 ||', ''],
      ],
      failures: [
        'limit depth',
        'limit depth of Trajectory',
        'limit tokens',
        'limit entities',
        'limit bytes',
        'list caseload first',
        'context that lives for a day',
      ],
    },
  ],
  [
    {
      title: 'starts a list again at each cursor',
      changes: [['after == null\n      ? 0', 'after != null\n      ? 0']],
      failures: ['list caseload', 'unavailable partner: caseload'],
    },
    {
      title: 'does not verify the signature',
      changes: [
        [
          'const { payload } = await jwtVerify(token, gatewayKeys, {',
          "const payload = JSON.parse(Buffer.from(token.split('.')[1], 'base64url')); ({",
        ],
      ],
      failures: [
        'context that has expired',
        'context without an end',
        'context without a beginning',
        'context signed in the future',
        'context that is not valid yet',
        'context of another issuer',
        'context signed with another key',
        'context signed with the public key as a secret',
        'context without a signature',
        'context with other claims than were signed',
      ],
    },
  ],
];

/** The change with which the example says this SDL. */
const saying = (sdl: string): Change => [
  '  const server =',
  `  schema.getQueryType().getFields()._service.resolve = () => (${JSON.stringify({ sdl })}); const server =`,
];

describe('a subgraph in plain JavaScript without code of Vakgraaf', () => {
  test('passes every check', async () => {
    const foreign = await startForeign();
    const findings = await checkSubgraph(settingsFor(foreign.url));
    foreign.stop();
    expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  test.each(
    SERVERS.map((mistakes) => [mistakes.map(({ title }) => title).join('; '), mistakes] as const),
  )('that %s fails in the checks that name it, and in no other', async (_, mistakes) => {
    const foreign = await startForeign(...mistakes.flatMap(({ changes }) => changes));
    const failures = await failuresOf(foreign.url);
    foreign.stop();
    expect(failures.toSorted()).toEqual(mistakes.flatMap((one) => one.failures).toSorted());
  });

  test.each<readonly [title: string, changes: readonly Change[], differing: readonly string[]]>([
    [
      'without a field and a policy, and with a required field, another default and another cost',
      [
        [
          '  "NL: uitkomst. What came of it, as the coach recorded it."\n  outcome: TrajectoryOutcome\n',
          '',
        ],
        ['startedOn: Date\n', 'startedOn: Date!\n'],
        ['first: Int! = 20', 'first: Int! = 50'],
        ['@cost(weight: 50)', '@cost(weight: 0)'],
        [' @policy(policies: [["purpose:special"], ["purpose:inzage"]])', ''],
      ],
      [
        'Query.caseload(first:)',
        'Query.trajectory',
        'Trajectory.outcome',
        'Trajectory.startedOn',
        'Trajectory.targetGroup',
      ],
    ],
    [
      'with a weaker scope and another tag',
      [
        [
          'type TrajectoryEdge\n  @tag(name: "case")\n  @authenticated\n  @requiresScopes(scopes: [["llo:case"]])',
          'type TrajectoryEdge\n  @tag(name: "case")\n  @authenticated\n  @requiresScopes(scopes: [["llo:aggregate"]])',
        ],
        ['type Coach\n  @tag(name: "case")', 'type Coach\n  @tag(name: "public")'],
      ],
      [
        'Coach',
        'TrajectoryConnection.edges',
        'TrajectoryEdge',
        'TrajectoryEdge.cursor',
        'TrajectoryEdge.node',
      ],
    ],
  ])(
    'that says SDL %s fails in one check, which names each place',
    async (_, changes, differing) => {
      let sdl = subgraphSdl('guidance');
      for (const [from, to] of changes) {
        expect(sdl).toContain(from);
        sdl = sdl.replace(from, to);
      }
      const foreign = await startForeign(saying(sdl));
      const findings = await checkSubgraph(settingsFor(foreign.url));
      foreign.stop();
      const failures = findings.filter(({ status }) => status === 'failure');
      expect(failures.map(({ subject }) => subject)).toEqual(['sdl']);
      const [, named = ''] =
        /; came other SDL for ([^:]*(?:\(\w+:\)[^:]*)*): /.exec(failures[0]?.text ?? '') ?? [];
      expect(named.split(', ').toSorted()).toEqual(differing);
    },
  );

  test.each([
    ['without a key', '@key(fields: "question")', '', ['sdl', 'composition']],
    [
      'with a stub for an entity',
      'fields: "question"',
      'fields: "question", resolvable: false',
      ['sdl', 'composition'],
    ],
    ['of an older specification', 'federation/v2.9', 'federation/v2.3', ['composition']],
    ['that is no SDL', 'type Query {', 'type {', ['sdl']],
  ])('that says SDL %s fails in the checks that name it', async (_, from, to, wanted) => {
    const foreign = await startForeign(saying(subgraphSdl('guidance').replaceAll(from, to)));
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

/** Without a response to the first request, which is right, no other is sent: it has time on a busy machine too. */
const LIMITS = { ...CHECK_LIMITS, requestMs: 1_500, totalMs: 2_000, responseBytes: 100_000 };

describe('a hostile server ends the check within its limits, and none of its words is printed:', () => {
  test.each<[string, RequestListener]>([
    ['no response', () => undefined],
    ['no end', (_, response) => void response.writeHead(200).write('{"data":')],
    [
      'bytes without end',
      (_, response) => {
        // Until the connection is closed, so that it does not go on while other tests run.
        const write = (error?: Error | null): unknown =>
          error ?? response.write('SECRET'.repeat(1_000), (failed) => setImmediate(write, failed));
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
