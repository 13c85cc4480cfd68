import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * Gives a port for each that is wanted: that one, or a free one where it is taken. All are held until the last
 * is found, so that no two are the same.
 */
export async function choosePorts(wanted: readonly number[]): Promise<readonly number[]> {
  const held: Server[] = [];
  for (const port of wanted) held.push((await tryHold(port)) ?? (await holdAny()));
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map(release));
  return ports;
}

export async function isPortFree(port: number): Promise<boolean> {
  const server = await tryHold(port);
  if (server) await release(server);
  return server !== null;
}

const FREE_PORTS_FROM = 20_000;
const FREE_PORTS_COUNT = 10_000;
const TRIES_MAX = 50;

/** Below the range that operating systems assign, so that no other program gets the port before it is used. */
async function holdAny(): Promise<Server> {
  for (let turn = 0; turn < TRIES_MAX; turn += 1) {
    const server = await tryHold(FREE_PORTS_FROM + randomInt(FREE_PORTS_COUNT));
    if (server) return server;
  }
  return hold(0);
}

async function tryHold(port: number): Promise<Server | null> {
  if (port === 0) return null;
  try {
    return await hold(port);
  } catch {
    return null;
  }
}

function hold(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => resolve(server));
  });
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
