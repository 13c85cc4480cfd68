import { fork } from 'node:child_process';
import { once } from 'node:events';
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readSettings } from '../../gateway/settings/settings.ts';
import { compiled } from '../support/compiled.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const running: SmallGateway[] = [];
const start = async (): Promise<SmallGateway> => {
  const gateway = await startSmallGateway();
  running.push(gateway);
  return gateway;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
});

test('a gateway opens connections to its subgraphs only', async () => {
  const opened: Socket[] = [];
  const sockets = channel('net.client.socket');
  const collect = (message: unknown) => void opened.push((message as { socket: Socket }).socket);
  sockets.subscribe(collect);
  const gateway = await start();
  gateway.funds.respondWith({ data: { schemes: [] } });
  gateway.education.respondWith({ data: { trainings: [] } });
  for (const query of [
    '{ schemes { id } trainings { id } }',
    '{ __schema { description } }',
    '{ x',
    '{ x }',
  ]) {
    await gateway.ask(query);
  }
  const ports = new Set(opened.map((socket) => `${socket.remoteAddress}:${socket.remotePort}`));
  await gateway.stop();
  sockets.unsubscribe(collect);
  const expected = [gateway.url, gateway.funds.url, gateway.education.url].map(
    (url) => new URL(url).host,
  );
  expect([...ports].filter((port) => !expected.includes(port))).toEqual([]);
  expect(ports).toContain(new URL(gateway.funds.url).host);
});

test('starting a gateway turns off the telemetry of Apollo, whatever the environment says', () => {
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
  expect(process.env['APOLLO_KEY']).toBeUndefined();
});

test('a gateway that stops finishes the request in flight and accepts no new one', async () => {
  const gateway = await start();
  let arrive: (response: Record<string, unknown>) => void = () => {};
  gateway.funds.respondWith(new Promise((resolve) => (arrive = resolve)));
  const inFlight = gateway.ask('{ schemes { id } }');
  await expect.poll(() => gateway.funds.received.length).toBe(1);
  const stopped = gateway.stop();
  await expect(fetch(`${gateway.url}/health/ready`)).rejects.toThrow();
  arrive({ data: { schemes: [{ id: 's1' }] } });
  expect((await inFlight).body).toEqual({ data: { schemes: [{ id: 's1' }] } });
  await stopped;
  running.length = 0;
});

test('a gateway that stops ends a request whose subgraph never responds', async () => {
  const gateway = await start();
  gateway.funds.respondWith(new Promise(() => {}));
  const inFlight = gateway.ask('{ schemes { id } }').catch(() => 'cut off');
  await expect.poll(() => gateway.funds.received.length).toBe(1);
  await gateway.stop();
  expect(await inFlight).toBe('cut off');
  running.length = 0;
});

test.each([
  [[], 'Cannot start without --supergraph FILE: The composed supergraph, as SDL'],
  [['--supergraph', 'nowhere.graphql'], 'Cannot read "nowhere.graphql"'],
  [
    ['--supergraph', 'package.json', '--port', 'x'],
    'Cannot use --port "x": expected a whole number from 0 to 65535',
  ],
  [['--supergraph', 'package.json', '--port'], 'expected --port N'],
  [
    ['--supergraph', 'package.json', '--subgraph', 'funds'],
    'Cannot use --subgraph "funds": expected NAME=URL',
  ],
  [
    ['--supergraph', 'package.json', '--subgraph', 'funds=ftp://x'],
    'Cannot use --subgraph "funds=ftp://x": expected NAME=URL with an http or https address',
  ],
  [
    ['--supergraph', 'package.json', '--execution', 'compild'],
    'Cannot use --execution "compild": expected one of "apollo", "compiled"; did you mean "compiled"?',
  ],
  [['--demo-keys=no'], 'Cannot use "--demo-keys=no": this option has no value'],
  [['--suprgraph', 'x'], 'Unknown option "--suprgraph"; did you mean "--supergraph"?'],
])('a gateway with the arguments %j does not start: %s', (args, sentence) => {
  expect(() => readSettings(args)).toThrow(sentence);
});

test('readSettings gives a frozen object with the values of the arguments', () => {
  const settings = readSettings([
    '--supergraph',
    'package.json',
    '--port',
    '0',
    '--subgraph',
    'funds=http://127.0.0.1:1/graphql',
    '--issuer-keys',
    'mocks/demo-keys/issuer.public.json',
    '--context-key',
    'mocks/demo-keys/gateway.private.json',
    '--demo-keys',
    '--audit-folder',
    '.cache/test-audit',
  ]);
  expect(Object.isFrozen(settings)).toBe(true);
  expect([
    settings.host,
    settings.port,
    [...settings.subgraphUrls],
    settings.issuers[0]?.name,
  ]).toEqual(['127.0.0.1', 0, [['funds', 'http://127.0.0.1:1/graphql']], 'urn:llo:issuer:demo']);
});

test('a gateway without --demo and --demo-keys requires the safelist and hides the full schema', () => {
  const args = [
    '--supergraph',
    'package.json',
    '--manifest',
    'gateway/persisted-operations/manifest.json',
  ];
  const strictness = (more: readonly string[]) => {
    const { isSafelistRequired, publicSchema, purposes, manifest } = readSettings([
      ...args,
      ...more,
    ]);
    const hasDevelopment = purposes.has('urn:llo:purpose:development');
    return {
      isSafelistRequired,
      publicSchema,
      hasDevelopment,
      hasManifest: manifest !== undefined,
    };
  };
  expect(strictness([])).toEqual({
    isSafelistRequired: true,
    publicSchema: 'own',
    hasDevelopment: false,
    hasManifest: true,
  });
  expect(strictness(['--demo', 'http://127.0.0.1:1'])).toEqual({
    isSafelistRequired: false,
    publicSchema: 'whole',
    hasDevelopment: true,
    hasManifest: true,
  });
});

test.each(['apollo', 'compiled'])(
  'the process with --execution %s reports that it is ready, responds, and ends with 0 after SIGTERM',
  async (execution) => {
    const child = fork(
      compiled('gateway/main.ts'),
      ['--supergraph', 'schema/supergraph.graphql', '--port', '0', '--execution', execution],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    const [message] = (await once(child, 'message')) as [{ ready: string }];
    const response = await fetch(`${message.ready}/graphql?query=%7B__typename%7D`);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  },
  60_000,
);

test('the process without arguments ends with 78 and one sentence', async () => {
  const child = fork(compiled('gateway/main.ts'), [], { silent: true });
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  expect(await once(child, 'close')).toEqual([78, null]);
  expect(printed).toBe('Cannot start without --supergraph FILE: The composed supergraph, as SDL\n');
}, 60_000);
