/** What becomes of connections and requests when the partner list of a running subgraph is replaced. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { parsePartners } from '../../subgraphs/partners.ts';
import { startSubgraphHarness } from '../support/subgraph-harness.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const SERVICE = { contactEmail: 'it@school.example', specification: 'x', documentation: 'x' };
const STATUS = `query ($them: [_Any!]!) {
  _entities(representations: $them) { ... on PartnerBoard { education { id state fault } } } }`;
const THEM = { them: [{ __typename: 'PartnerBoard', moment: '2026-11-30T12:00:00Z' }] };
const RESPONDING = {
  data: { _entities: [{ education: [{ id: 'school', state: 'ANSWERING', fault: null }] }] },
};

/** A school that waits with each response until the test gives it, and a subgraph that asks it. */
async function startSchool() {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      server.emit('closed');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const list = `partners:
  - { id: school, kind: education, name: School, synthetic: true, deadlineMs: 20000, url: 'http://127.0.0.1:${port}' }`;
  const subgraph = await startSubgraphHarness('education', parsePartners(list, 'list.yaml'), [
    'voucher',
    'person',
  ]);
  stops.push(
    () => subgraph.stop(),
    async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  );
  const asked = async () => {
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(SERVICE));
    };
  };
  return { server, sockets, subgraph, asked, ask: () => subgraph.ask(null, STATUS, THEM) };
}

test('a request that runs while the list is replaced gets the whole response of the old partners', async () => {
  const { subgraph, asked, ask } = await startSchool();
  const first = asked();
  const response = ask();
  const respond = await first;
  subgraph.forget();
  const second = asked();
  const later = ask();
  (await second)();
  expect(await later).toEqual(RESPONDING);
  respond();
  expect(await response).toEqual(RESPONDING);
});

test('after a list is replaced 50 times, a partner has the connections of the newest list alone', async () => {
  const { server, sockets, subgraph, asked, ask } = await startSchool();
  for (let times = 0; times < 50; times += 1) {
    const next = asked();
    const response = ask();
    (await next)();
    expect(await response).toEqual(RESPONDING);
    subgraph.forget();
  }
  // The last list was not asked anything yet.
  while (sockets.size > 0) await once(server, 'closed');
  const next = asked();
  const response = ask();
  (await next)();
  expect(await response).toEqual(RESPONDING);
  expect(sockets.size).toBe(1);
});
