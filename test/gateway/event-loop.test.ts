/** The worst responses of subgraphs, at a gateway in a process of its own that measures its event loop. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFixture, type Fixture, type SubgraphRequest } from '../federation/support/fixture.ts';
import { compiled } from '../support/compiled.ts';
import { TOO_LARGE } from './support/shared-entities.ts';

/** Each takes 200 to 2700 ms when it does not give way. Garbage collection is part of it. */
const STRETCH_MS_MAX = 120;

let fixture: Fixture;
let folder: string;
let gateway: ChildProcess;
let url: string;

beforeAll(async () => {
  fixture = await startFixture({
    subgraphs: {
      rows: `scalar JSON union Any = Row | Node
        type Query { rows: [Row] ints: [Int] json: JSON any: [Any!] }
        type Row { n: Int must: Int! node: Node }
        type Node @key(fields: "id") { id: ID! }`,
      nodes: `type Node @key(fields: "id") { id: ID! name: String box: Box @shareable }
        type Box { left: String of: [Of!] @shareable } type Of { a: Int }`,
      more: `type Node @key(fields: "id") { id: ID! title: String box: Box @shareable }
        type Box { right: String of: [Of!] @shareable } type Of { b: Int }`,
    },
    world: () => ({ Query: {}, objects: [] }),
  });
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-event-loop-'));
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, fixture.supergraphSdl);
  const urls = [...fixture.subgraphUrls].flatMap(([name, at]) => ['--subgraph', `${name}=${at}`]);
  gateway = fork(
    compiled('gateway/standalone/main.ts'),
    ['--port', '0', '--supergraph', supergraph, ...urls],
    {
      execArgv: ['--max-old-space-size=256', '--import', './test/support/loop-probe.mjs'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  const [started] = (await once(gateway, 'message')) as [{ ready: string }];
  url = started.ready;
});

afterAll(async () => {
  gateway.kill();
  await fixture.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Measured {
  /** The longest time that the gateway's thread worked without giving way, on a machine that is as fast as a quiet one. */
  readonly longestMs: number;
  readonly cpuMs: number;
}

/** What the gateway did since the last call. */
async function measured(): Promise<Measured> {
  gateway.send({ probe: true });
  const [message] = (await once(gateway, 'message')) as [Measured];
  gateway.send({ calibrate: true });
  const [{ slowness }] = (await once(gateway, 'message')) as [{ slowness: number }];
  return { ...message, longestMs: message.longestMs / slowness };
}

async function ask(query: string, signal?: AbortSignal): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  return (await response.json()) as Record<string, unknown>;
}

type Texts = Readonly<Record<string, (request: SubgraphRequest) => string>>;

function fake(texts: Texts): void {
  for (const name of ['rows', 'nodes', 'more']) {
    const text = texts[name];
    fixture.fake(name, text && ((request) => ({ text: text(request) })));
  }
}

/** Everything about an operation and a response that is done once, such as planning, is not measured. */
async function prepare(query: string): Promise<void> {
  fake({ rows: () => '{"data":{}}' });
  await ask(query);
  await measured();
}

const many = (count: number, element: string) => `[${Array(count).fill(element).join(',')}]`;
const data = (fields: string) => () => `{"data":{${fields}}}`;
const node = (id: number) => `{"node":{"__typename":"Node","id":"${id}"}}`;
const nodes = (count: number) => `[${Array.from({ length: count }, (_, id) => node(id)).join()}]`;
const countOf = ({ variables }: SubgraphRequest) => {
  const { representations } = variables as { representations: readonly unknown[] };
  return representations.length;
};
const deep = (nesting: number) => `${'['.repeat(nesting)}${']'.repeat(nesting)}`;
/** The rest of a response when that of the subgraph cannot be used. */
const garbled = (kind: string, field: string) => ({
  errors: [
    {
      message: `No partner of kind "${kind}" could be asked: garbled`,
      path: [field],
      extensions: { code: 'PARTNER_NO_ANSWER', partner: null, kind, fault: 'garbled' },
    },
  ],
  extensions: { partial: [{ partner: null, kind, fault: 'garbled' }] },
});
const internal = (...path: readonly unknown[]) => [
  {
    message: expect.stringContaining('reference'),
    path,
    extensions: { code: 'INTERNAL', reference: expect.any(String) },
  },
];

describe('a gateway gives way to other requests while a subgraph returns', () => {
  test.each<[string, string, Texts, unknown]>([
    [
      'more than a million objects',
      '{ rows { n } }',
      { rows: data(`"rows":${many(1_200_000, '{}')}`) },
      { data: { rows: null }, ...garbled('rows', 'rows') },
    ],
    [
      'an invalid character after 7 MB',
      '{ rows { n } }',
      { rows: data(`"rows":${many(600_000, '{"n":  1111}')}x`) },
      { data: { rows: null }, ...garbled('rows', 'rows') },
    ],
    [
      '400 000 objects that lack a field which may not be null',
      '{ rows { must } }',
      { rows: data(`"rows":${many(400_000, '{}')}`) },
      { data: { rows: { length: 400_000 } }, errors: { length: 100 } },
    ],
    [
      'two million numbers',
      '{ ints }',
      { rows: data(`"ints":${many(2_000_000, '1')}`) },
      { data: { ints: { length: 2_000_000 } } },
    ],
    [
      'a JSON value of 400 000 objects',
      '{ json }',
      { rows: data(`"json":${many(400_000, '{}')}`) },
      { data: { json: { length: 400_000 } } },
    ],
    [
      'seven million lists in each other',
      '{ json }',
      { rows: data(`"json":${deep(7_000_000)}`) },
      { data: { json: null }, ...garbled('rows', 'json') },
    ],
    [
      'a nesting below its limit on size, but too deep to write',
      '{ json }',
      { rows: data(`"json":${deep(100_000)}`) },
      { data: { json: null }, errors: internal() },
    ],
    [
      '400 000 objects of an unknown type',
      '{ any { ...on Row { n } } }',
      { rows: data(`"any":${many(400_000, '{"__typename":"X"}')}`) },
      { data: { any: null }, errors: { length: 100 } },
    ],
    [
      '50 000 entities, with fields of two other subgraphs',
      '{ rows { node { name title } } }',
      {
        rows: data(`"rows":${nodes(50_000)}`),
        nodes: (request) => data(`"_entities":${many(countOf(request), '{"name":"n"}')}`)(),
        more: (request) => data(`"_entities":${many(countOf(request), '{"title":"t"}')}`)(),
      },
      { data: { rows: { length: 50_000 } } },
    ],
    [
      '120 000 entities, more than one operation may fetch',
      '{ rows { node { name } } }',
      { rows: data(`"rows":${nodes(120_000)}`) },
      TOO_LARGE,
    ],
    [
      'two lists of 200 000 objects that are merged',
      '{ rows { node { box { left right of { a b } } } } }',
      {
        rows: data(`"rows":${nodes(1)}`),
        nodes: data(`"_entities":[{"box":{"left":"l","of":${many(200_000, '{"a":1}')}}}]`),
        more: data(`"_entities":[{"box":{"right":"r","of":${many(200_000, '{"b":1}')}}}]`),
      },
      { data: { rows: [{ node: { box: { left: 'l', right: 'r', of: { length: 200_000 } } } }] } },
    ],
    [
      '300 000 errors',
      '{ rows { n } }',
      { rows: () => `{"data":null,"errors":${many(300_000, '{"message":"no","path":["rows"]}')}}` },
      { data: { rows: null }, errors: internal('rows') },
    ],
    [
      'an error of 15 MB about an entity at 1000 positions',
      '{ rows { node { name } } }',
      {
        rows: data(`"rows":${many(1_000, node(1))}`),
        nodes: () =>
          `{"data":{"_entities":[null]},"errors":[{"message":"${'m'.repeat(7_000_000)}",` +
          `"path":["_entities",0,"name"],"extensions":{"code":"TOO_LARGE","x":"${'x'.repeat(7_000_000)}"}}]}`,
      },
      { data: { rows: { length: 1_000 } }, errors: { length: 200 } },
    ],
  ])('%s', async (_, query, texts, expected) => {
    await prepare(query);
    fake(texts);
    const body = await ask(query);
    const { longestMs } = await measured();
    expect(summary(body)).toEqual(expected);
    expect(longestMs).toBeLessThan(STRETCH_MS_MAX);
  });

  test('7 MB to each of four requests at the same time, with 256 MB of memory for data', async () => {
    const query = '{ rows { n must } }';
    await prepare(query);
    fake({ rows: data(`"rows":${many(400_000, '{"n":1,"must":1}')}`) });
    const bodies = await Promise.all(Array.from({ length: 4 }, () => ask(query)));
    // On a busy machine some are late.
    for (const body of bodies) expect(body).toHaveProperty('data.rows');
    expect((await measured()).longestMs).toBeLessThan(STRETCH_MS_MAX);
  });
});

test('a gateway stops working on responses of subgraphs when the client disconnects', async () => {
  const query = '{ rows { must n } }';
  await prepare(query);
  const text = `{"data":{"rows":${many(400_000, '{"must":1,"n":1}')}}}`;
  let left = 0;
  let onAllSent = () => {};
  fake({
    rows: () => {
      left -= 1;
      if (left === 0) onAllSent();
      return text;
    },
  });
  await ask(query);
  const one = await measured();
  const controller = new AbortController();
  left = 6;
  const allSent = new Promise<void>((resolve) => (onAllSent = resolve));
  const gone = Array.from({ length: left }, () =>
    ask(query, controller.signal).catch(() => 'gone'),
  );
  await allSent;
  controller.abort();
  expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']));
  // Completes after the others, because large responses are handled in order.
  await ask(query);
  expect((await measured()).cpuMs).toBeLessThan(4 * one.cpuMs);
});

/** A list of more than ten elements becomes its length, because comparing long lists takes long. */
function summary(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.length > 10 ? { length: value.length } : value.map(summary);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, summary(inner)]));
}
