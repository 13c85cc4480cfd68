/** A process whose port is taken ends with 1 and a sentence. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';

let holder: Server;
let port: string;

beforeAll(async () => {
  holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  port = String((holder.address() as AddressInfo).port);
});

afterAll(() => void holder.close());

const KEYS = 'mocks/demo-keys';

test.each([
  [
    'a gateway',
    () => ['gateway/main.ts', '--port', port, '--supergraph', 'schema/supergraph.graphql'],
  ],
  [
    'a subgraph',
    () => [
      'subgraphs/main.ts',
      'reference',
      '--demo-keys',
      '--port',
      port,
      '--gateway-keys',
      `${KEYS}/gateway.public.json`,
    ],
  ],
  ['a process of partner systems', () => ['mocks/main.ts', '--partner', `uwv/uwv=${port}`]],
])(
  '%s whose port is taken ends with 1 and names the port, without a stack trace',
  { timeout: 120_000 },
  async (_, args) => {
    const command = runCommand(['node', '--import', 'tsx', ...args()]);
    expect(await command.ended).toBe(1);
    expect(command.printed()).toContain(port);
    expect(command.printed()).not.toMatch(/\n\s+at |node:internal/);
  },
);
