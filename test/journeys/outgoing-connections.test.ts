/** Gateway and subgraphs connect only to configured addresses: no telemetry and no update check. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';

const sockets: Socket[] = [];
const onSocket = (message: unknown) => {
  sockets.push((message as { socket: Socket }).socket);
};
let stack: Stack;

beforeAll(async () => {
  // Gateway, subgraphs and the proxies to partners run in this process.
  subscribe('net.client.socket', onSocket);
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
  unsubscribe('net.client.socket', onSocket);
});

test('every connection of gateway and subgraphs goes to a configured address', async () => {
  const seen = new Set<string>();
  const collect = () => {
    for (const { remoteAddress, remotePort } of sockets) {
      if (remoteAddress !== undefined) seen.add(`${remoteAddress}:${remotePort}`);
    }
  };
  const developer = { role: 'developer', purpose: 'development' };
  await stack.ask(
    null,
    '{ trainings(first: 1) { nodes { name provider { name } payableWith { name } } } }',
  );
  collect();
  await stack.ask(
    developer,
    '{ vouchers(first: 5) { nodes { enrolments { status } region { name } } } }',
  );
  collect();
  const named = new Set([
    ...Object.values(inject(SHARED)).map((url) => new URL(url).host),
    ...stack.addresses().map((url) => new URL(url).host),
  ]);
  expect(seen.size).toBeGreaterThan(5);
  expect([...seen].filter((address) => !named.has(address))).toEqual([]);
});
