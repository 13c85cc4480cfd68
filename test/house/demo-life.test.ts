/** The life of the demo, with stand-ins for its parts: quick, and each fault at will. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts } from '../../mocks/start/ports.ts';
import { runCommand } from '../support/run-command.ts';

const STOP_MS = 3_000;

async function startStandIns(...options: readonly string[]) {
  const [port = 0] = await choosePorts([0]);
  const starter = 'test/house/stand-ins/start.ts';
  const demo = runCommand([
    'node',
    '--import',
    'tsx',
    starter,
    String(port),
    '--free-ports',
    ...options,
  ]);
  return { demo, port };
}

test('the demo names a part that died, goes on without it, and ends with its address', async () => {
  const { demo, port } = await startStandIns();
  await demo.untilPrinted(/^ready /m, 14_000);
  await demo.untilPrinted(/reference has ended \(code 3\); the rest goes on/, 2_000);
  expect(demo.printed()).toContain('reference is gestopt (code 3); de rest gaat door.');
  expect(demo.printed()).toContain('| Cannot go on: the stand-in was told to die');
  expect(demo.printed()).toContain(`\nready http://127.0.0.1:${port}\n`);
  demo.signal('SIGINT', 'group');
  expect(await demo.ended).toBe(0);
});

test.each(['group', 'command'] as const)(
  'a demo that is told to stop (%s) ends a stubborn part too, and says nothing more',
  async (whom) => {
    const { demo } = await startStandIns('--without', 'reference');
    await demo.untilPrinted(/^ready /m, 14_000);
    const printed = demo.printed();
    const toldAt = Date.now();
    demo.signal(whom === 'group' ? 'SIGINT' : 'SIGTERM', whom);
    expect(await demo.ended).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(STOP_MS);
    expect(demo.isAnyLeft()).toBe(false);
    expect(demo.printed()).toBe(printed);
  },
);

test('a demo without its gateway stops, and says why', async () => {
  const { demo } = await startStandIns('--without', 'funds', '--without', 'reference');
  expect(await demo.ended).toBe(1);
  expect(demo.printed()).toContain('The gateway has ended (code 3); the demo stops.');
  expect(demo.isAnyLeft()).toBe(false);
});

test('a gateway port that is taken is refused with what to do', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  const demo = runCommand(['node', '--import', 'tsx', 'mocks/start.ts'], { PORT: String(port) });
  expect(await demo.ended).toBe(1);
  expect(demo.printed()).toContain(`Port ${port} is taken. Choose another: PORT=`);
  holder.close();
});
