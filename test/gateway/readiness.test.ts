/** `/health/ready` reports the state of the gateway and of its subgraphs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startFakeSubgraph } from './support/fake-subgraph.ts';
import { startSmallGateway } from './support/small-gateway.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Nothing can listen on port 0. */
const UNREACHABLE = 'http://127.0.0.1:0/graphql';
/** Polls often, and long enough for a busy machine. */
const SOON = { interval: 50, timeout: 30_000 };

async function startOver(subgraphUrls: ReadonlyMap<string, string>, reportedDown: string[] = []) {
  const gateway = await startSmallGateway({
    subgraphUrls,
    reportedDown: () => reportedDown,
    startExecution: async (options) => createCompiledExecution(options),
  });
  closing.push(() => gateway.stop());
  const readiness = async () => {
    const response = await fetch(`${gateway.url}/health/ready`);
    return { status: response.status, body: await response.json() };
  };
  return { gateway, readiness };
}

async function startSubgraph() {
  const subgraph = await startFakeSubgraph();
  subgraph.respondWith({ data: { schemes: [] } });
  closing.push(() => subgraph.stop());
  return subgraph;
}

const READY = { status: 200, body: { status: 'ready' } };
const degraded = (...down: readonly object[]) => ({
  status: 200,
  body: { status: 'degraded', down },
});

test('a gateway that reaches every subgraph is ready', async () => {
  const [funds, education] = [await startSubgraph(), await startSubgraph()];
  const urls = new Map([
    ['funds', funds.url],
    ['education', education.url],
  ]);
  expect(await (await startOver(urls)).readiness()).toEqual(READY);
});

test('an unreachable subgraph gives status "degraded" with its name, and HTTP status 200', async () => {
  const education = await startSubgraph();
  const urls = new Map([
    ['funds', UNREACHABLE],
    ['education', education.url],
  ]);
  const { readiness } = await startOver(urls);
  expect(await readiness()).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
});

test('a subgraph that hangs is "late", one with status 503 is "unreachable", and one with status 401 is ready', async () => {
  const [hangs, fails, unauthorized] = await Promise.all([
    startFakeSubgraph(),
    startFakeSubgraph(),
    startFakeSubgraph(),
  ]);
  closing.push(...[hangs, fails, unauthorized].map((one) => () => one.stop()));
  hangs.respondWith(new Promise(() => {}));
  fails.respondWith({ status: 503, body: 'busy' });
  unauthorized.respondWith({ status: 401, body: '{}' });
  const over = (funds: string) =>
    startOver(
      new Map([
        ['funds', funds],
        ['education', unauthorized.url],
      ]),
    );
  const late = await over(hangs.url);
  expect(await late.readiness()).toEqual(degraded({ name: 'funds', fault: 'late' }));
  const failing = await over(fails.url);
  expect(await failing.readiness()).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
});

test('a part that the starter of the gateway reports as down is in the response', async () => {
  const [funds, education] = [await startSubgraph(), await startSubgraph()];
  const urls = new Map([
    ['funds', funds.url],
    ['education', education.url],
  ]);
  const reportedDown = ['partner systems'];
  const { readiness } = await startOver(urls, reportedDown);
  expect(await readiness()).toEqual(degraded({ name: 'partner systems', fault: 'unreachable' }));
  reportedDown.pop();
  expect(await readiness()).toEqual(READY);
});

test('20 concurrent readiness requests send one request to a subgraph', async () => {
  const [funds, education] = [await startSubgraph(), await startSubgraph()];
  const urls = new Map([
    ['funds', funds.url],
    ['education', education.url],
  ]);
  const { readiness } = await startOver(urls);
  await Promise.all(Array.from({ length: 20 }, () => readiness()));
  expect(funds.received.map(({ body }) => body)).toEqual(['{"query":"{ __typename }"}']);
});

test('a subgraph with a new URL is called there, and another program on its old port is not', async () => {
  const [before, after, education] = await Promise.all([
    startSubgraph(),
    startSubgraph(),
    startSubgraph(),
  ]);
  after.respondWith({ data: { schemes: [{ id: 'after' }] } });
  const urls = new Map([
    ['funds', before.url],
    ['education', education.url],
  ]);
  const { gateway, readiness } = await startOver(urls);
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
  const port = Number(new URL(before.url).port);
  await before.stop();
  urls.set('funds', UNREACHABLE);
  // Another program listens on the port that is free now.
  const otherProgram = createServer((_, response) =>
    response.end('{"data":{"schemes":[{"id":"x"}]}}'),
  );
  let requestsToOther = 0;
  otherProgram.on('request', () => (requestsToOther += 1));
  await new Promise<void>((resolve) => otherProgram.listen(port, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => otherProgram.close(resolve)));
  expect((otherProgram.address() as AddressInfo).port).toBe(port);
  expect((await gateway.ask('{ schemes { id } }')).body.errors).toMatchObject([
    { extensions: { code: 'PARTNER_NO_ANSWER', kind: 'funds', fault: 'unreachable' } },
  ]);
  await expect.poll(readiness, SOON).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
  urls.set('funds', after.url);
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({
    data: { schemes: [{ id: 'after' }] },
  });
  await expect.poll(readiness, SOON).toEqual(READY);
  expect(requestsToOther).toBe(0);
});
