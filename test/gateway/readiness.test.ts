/** What `/health/ready` says of the gateway and of the subgraphs behind it. */
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

/** Nothing can listen there. */
const NOWHERE = 'http://127.0.0.1:0/graphql';
/** Looked at often, and for as long as a busy machine needs. */
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
  subgraph.answer({ data: { schemes: [] } });
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

test('a subgraph that cannot be reached makes the gateway degraded, by name, and not unready', async () => {
  const education = await startSubgraph();
  const urls = new Map([
    ['funds', NOWHERE],
    ['education', education.url],
  ]);
  const { readiness } = await startOver(urls);
  expect(await readiness()).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
});

test('a subgraph that hangs is late; one that refuses strangers is up; one with a fault of its own is not', async () => {
  const [hangs, fails, refuses] = await Promise.all([
    startFakeSubgraph(),
    startFakeSubgraph(),
    startFakeSubgraph(),
  ]);
  closing.push(...[hangs, fails, refuses].map((one) => () => one.stop()));
  hangs.answer(new Promise(() => {}));
  fails.answer({ status: 503, body: 'busy' });
  refuses.answer({ status: 401, body: '{}' });
  const over = (funds: string) =>
    startOver(
      new Map([
        ['funds', funds],
        ['education', refuses.url],
      ]),
    );
  const late = await over(hangs.url);
  expect(await late.readiness()).toEqual(degraded({ name: 'funds', fault: 'late' }));
  const failing = await over(fails.url);
  expect(await failing.readiness()).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
});

test('a part that whoever started the gateway knows to be down is named', async () => {
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

test('many who ask for readiness at once make one operation for each subgraph', async () => {
  const [funds, education] = [await startSubgraph(), await startSubgraph()];
  const urls = new Map([
    ['funds', funds.url],
    ['education', education.url],
  ]);
  const { readiness } = await startOver(urls);
  await Promise.all(Array.from({ length: 20 }, () => readiness()));
  expect(funds.asked.map(({ body }) => body)).toEqual(['{"query":"{ __typename }"}']);
});

test('a subgraph that moved is asked at its new address, and whoever has the old one is not', async () => {
  const [before, after, education] = await Promise.all([
    startSubgraph(),
    startSubgraph(),
    startSubgraph(),
  ]);
  after.answer({ data: { schemes: [{ id: 'after' }] } });
  const urls = new Map([
    ['funds', before.url],
    ['education', education.url],
  ]);
  const { gateway, readiness } = await startOver(urls);
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
  const port = Number(new URL(before.url).port);
  await before.stop();
  urls.set('funds', NOWHERE);
  // Another program takes the port that is free now.
  const stranger = createServer((_, response) => response.end('{"data":{"schemes":[{"id":"x"}]}}'));
  let strangerAsked = 0;
  stranger.on('request', () => (strangerAsked += 1));
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => stranger.close(resolve)));
  expect((stranger.address() as AddressInfo).port).toBe(port);
  expect((await gateway.ask('{ schemes { id } }')).body.errors).toMatchObject([
    { extensions: { code: 'PARTNER_NO_ANSWER', kind: 'funds', fault: 'unreachable' } },
  ]);
  await expect.poll(readiness, SOON).toEqual(degraded({ name: 'funds', fault: 'unreachable' }));
  urls.set('funds', after.url);
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({
    data: { schemes: [{ id: 'after' }] },
  });
  await expect.poll(readiness, SOON).toEqual(READY);
  expect(strangerAsked).toBe(0);
});
