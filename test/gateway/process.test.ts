import { fork } from 'node:child_process';
import { once } from 'node:events';
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  COMMAND,
  gatewayArguments,
  keyFile,
  readGatewaySettings,
  writeConfig,
} from '../support/config-file.ts';
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
  [{ supergraph: 'nowhere.graphql' }, 'nowhere.graphql"'],
  [{ listen: { port: 'x' } }, 'gateway.listen.port: expected a whole number from 0 to 65535'],
  [
    { execution: 'compild' },
    'gateway.execution: expected one of "apollo", "compiled"; did you mean "compiled"?',
  ],
  [{ suprgraph: 'x' }, 'gateway: unexpected "suprgraph"; did you mean "supergraph"?'],
  [{ listen: { prot: 1 } }, 'gateway.listen: unexpected "prot"; did you mean "port"?'],
  [{ rates: { windowSecond: 1 } }, 'unexpected "windowSecond"; did you mean "windowSeconds"?'],
])('a gateway with the section %j does not start: %s', (section, sentence) => {
  expect(() => readGatewaySettings(section)).toThrow(sentence);
});

test('a subgraph address that is no http address names line and column', () => {
  expect(() => readGatewaySettings({}, { subgraphs: { funds: { url: 'ftp://x' } } })).toThrow(
    /yaml:3:10 subgraphs\.funds\.url: expected an http or https address$/,
  );
});

test.each([
  [{ url: 'collector' }, 'openTelemetry.url: expected an http or https address'],
  [{ url: 'http://collector.example' }, 'use https, or unencrypted: true'],
  [{ url: 'https://a:b@c.example' }, 'expected an address without a user name or password'],
  [{ url: 'https://c.example', tracedShare: 2 }, 'expected a share from 0 to 1'],
  [{ url: 'https://c.example', authorization: 'Bearer x' }, 'expected a name such as'],
  [{ url: 'https://c.example', metricsSeconds: 0 }, 'expected a whole number from 1 to 3600'],
])('a collector %j is refused: %s', (openTelemetry, sentence) => {
  expect(() => readGatewaySettings({}, { demo: true, openTelemetry })).toThrow(sentence);
});

test('gatewaySettings gives a frozen object with the values of the section', () => {
  const settings = readGatewaySettings(
    {
      listen: { port: 0 },
      issuers: [{ kind: 'jwks', issuer: 'urn:x', keys: keyFile('issuer.public') }],
      contextKey: keyFile('gateway.private'),
      auditFolder: 'audit',
    },
    { demo: true, subgraphs: { funds: { url: 'http://127.0.0.1:1/graphql' }, uwv: {} } },
  );
  expect(Object.isFrozen(settings)).toBe(true);
  expect(settings.metrics).toBeUndefined();
  const { host, port, subgraphUrls, issuers } = settings;
  expect([host, port, [...subgraphUrls], issuers[0]?.name, issuers[0]?.audience]).toEqual([
    '127.0.0.1',
    0,
    [
      ['funds', 'http://127.0.0.1:1/graphql'],
      ['uwv', 'http://127.0.0.1:4003/graphql'],
    ],
    'urn:x',
    'urn:llo:gateway',
  ]);
});

test('a gateway without demo: true requires the safelist and hides the full schema', () => {
  const manifest = join(projectRoot(), 'gateway/persisted-operations/manifest.json');
  const strictness = (demo: boolean) => {
    const settings = readGatewaySettings({ persistedOperations: { manifest } }, { demo });
    return {
      isSafelistRequired: settings.isSafelistRequired,
      publicSchema: settings.publicSchema,
      hasDevelopment: settings.purposes.has('urn:llo:purpose:development'),
      hasManifest: settings.manifest !== undefined,
    };
  };
  expect(strictness(false)).toEqual({
    isSafelistRequired: true,
    publicSchema: 'own',
    hasDevelopment: false,
    hasManifest: true,
  });
  expect(strictness(true)).toEqual({
    isSafelistRequired: false,
    publicSchema: 'whole',
    hasDevelopment: true,
    hasManifest: true,
  });
});

test.each(['apollo', 'compiled'])(
  'the process with execution: %s reports that it is ready, responds, and ends with 0 after SIGTERM',
  async (execution) => {
    const child = fork(COMMAND, gatewayArguments({ listen: { port: 0 }, execution }), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [message] = (await once(child, 'message')) as [{ ready: string }];
    const response = await fetch(`${message.ready}/graphql?query=%7B__typename%7D`);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  },
  60_000,
);

test.each([
  [{}, 'Cannot start: %s has no section "gateway"\n'],
  [
    { gateway: { listen: { port: 1.5 } } },
    '%s:3:11 gateway.listen.port: expected a whole number from 0 to 65535\n',
  ],
])(
  'the process with the file %j ends with 78 and one sentence',
  async (config, sentence) => {
    const file = writeConfig(config);
    const child = fork(COMMAND, ['gateway', '--config', file], { silent: true });
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    expect(await once(child, 'close')).toEqual([78, null]);
    expect(printed).toBe(sentence.replace('%s', file));
  },
  60_000,
);
