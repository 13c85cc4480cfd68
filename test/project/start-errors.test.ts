/** A process whose port is taken ends with 1 and a sentence. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { compiled } from '../support/compiled.ts';
import { COMMAND, gatewayArguments, subgraphArguments } from '../support/config-file.ts';

let holder: Server;
let port: string;

beforeAll(async () => {
  holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  port = String((holder.address() as AddressInfo).port);
});

afterAll(() => void holder.close());

test.each([
  ['a gateway', () => [COMMAND, ...gatewayArguments({ listen: { port: Number(port) } })]],
  [
    'a subgraph',
    () => [COMMAND, ...subgraphArguments('reference', { listen: { port: Number(port) } })],
  ],
  [
    'a process of partner systems',
    () => [compiled('mocks/main.ts'), '--partner', `uwv/uwv=${port}`],
  ],
])(
  '%s whose port is taken ends with 1 and names the port, without a stack trace',
  { timeout: 120_000 },
  async (_, args) => {
    const command = runCommand(['node', ...args()]);
    expect(await command.ended).toBe(1);
    expect(command.printed()).toContain(port);
    expect(command.printed()).not.toMatch(/\n\s+at |node:internal/);
  },
);
