import { fork } from 'node:child_process';
import { once } from 'node:events';
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readSettings } from '../../gateway/settings/settings.ts';
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

test('no socket is opened to anything but the subgraphs', async () => {
  const opened: Socket[] = [];
  const sockets = channel('net.client.socket');
  const remember = (message: unknown) => void opened.push((message as { socket: Socket }).socket);
  sockets.subscribe(remember);
  const gateway = await start();
  gateway.funds.answer({ data: { schemes: [] } });
  gateway.education.answer({ data: { trainings: [] } });
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
  sockets.unsubscribe(remember);
  const known = [gateway.url, gateway.funds.url, gateway.education.url].map(
    (url) => new URL(url).host,
  );
  expect([...ports].filter((port) => !known.includes(port))).toEqual([]);
  expect(ports).toContain(new URL(gateway.funds.url).host);
});

test('Apollo is told to report nothing, whatever the environment says', () => {
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
  expect(process.env['APOLLO_KEY']).toBeUndefined();
});

test('an answer under way is finished when the gateway is stopped, and nothing new is taken', async () => {
  const gateway = await start();
  let arrive: (response: Record<string, unknown>) => void = () => {};
  gateway.funds.answer(new Promise((resolve) => (arrive = resolve)));
  const inFlight = gateway.ask('{ schemes { id } }');
  await expect.poll(() => gateway.funds.asked.length).toBe(1);
  const stopped = gateway.stop();
  await expect(fetch(`${gateway.url}/health/ready`)).rejects.toThrow();
  arrive({ data: { schemes: [{ id: 's1' }] } });
  expect((await inFlight).body).toEqual({ data: { schemes: [{ id: 's1' }] } });
  await stopped;
  running.length = 0;
});

test('a response that never comes is cut off when the gateway stops', async () => {
  const gateway = await start();
  gateway.funds.answer(new Promise(() => {}));
  const inFlight = gateway.ask('{ schemes { id } }').catch(() => 'cut off');
  await expect.poll(() => gateway.funds.asked.length).toBe(1);
  await gateway.stop();
  expect(await inFlight).toBe('cut off');
  running.length = 0;
});

test.each([
  [[], 'Give a supergraph: --supergraph FILE'],
  [['--supergraph', 'nowhere.graphql'], 'Cannot read "nowhere.graphql"'],
  [['--supergraph', 'package.json', '--port', 'x'], 'Expected a port number, got "--port x"'],
  [
    ['--supergraph', 'package.json', '--subgraph', 'funds'],
    'Expected --subgraph NAME=URL, got "funds"',
  ],
  [
    ['--supergraph', 'package.json', '--subgraph', 'funds=ftp://x'],
    'Expected an http address, got "--subgraph ftp://x"',
  ],
  [
    ['--supergraph', 'package.json', '--execution', 'own'],
    'Expected --execution apollo or compiled, got "own"',
  ],
  [['--suprgraph', 'x'], "Unknown option '--suprgraph'"],
])('arguments %j are refused with what was expected', (args, message) => {
  expect(() => readSettings(args)).toThrow(message);
});

test('settings are one frozen object', () => {
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
    '--account-folder',
    '.cache/test-account',
  ]);
  expect(Object.isFrozen(settings)).toBe(true);
  expect([
    settings.host,
    settings.port,
    [...settings.subgraphUrls],
    settings.issuers[0]?.name,
  ]).toEqual(['127.0.0.1', 0, [['funds', 'http://127.0.0.1:1/graphql']], 'urn:llo:issuer:demo']);
});

test('without --demo or --demo-keys a gateway is in production, and stricter by itself', () => {
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
  'the process with %s execution is ready, answers, and stops when told to',
  async (execution) => {
    const child = fork(
      'gateway/main.ts',
      ['--supergraph', 'schema/supergraph.graphql', '--port', '0', '--execution', execution],
      {
        execArgv: ['--import', 'tsx'],
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

test('the process ends with a sentence when it is told too little', async () => {
  const child = fork('gateway/main.ts', [], { execArgv: ['--import', 'tsx'], silent: true });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toBe('Give a supergraph: --supergraph FILE\n');
}, 60_000);
