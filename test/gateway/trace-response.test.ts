import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.respondWith({ data: { schemes: [] } });
});
afterAll(() => gateway.stop());

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceOf = async (query: string, traceparent?: string) => {
  const { headers } = await gateway.ask(query, { headers: traceparent ? { traceparent } : {} });
  return headers.get('traceresponse');
};

test('each response names its trace, that of the client or a new one, and subgraphs continue it', async () => {
  const own = await traceOf('{ schemes { id } }', `00-${TRACE}-b7ad6b7169203331-01`);
  expect(own).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  expect(own).not.toContain('b7ad6b7169203331');
  expect(gateway.funds.received.at(-1)?.headers['traceparent']).toBe(own);
  const others = [await traceOf('{ schemes { id } }'), await traceOf('{ schemes { id } }')];
  expect(new Set([own, ...others]).size).toBe(3);
  for (const other of others) expect(other).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(others[0]?.slice(0, 35)).not.toBe(others[1]?.slice(0, 35));
});

test('a refused request has a trace too, and an invalid traceparent is not continued', async () => {
  expect(await traceOf('{ nothing', `00-${TRACE}-b7ad6b7169203331-01`)).toContain(TRACE);
  const invalid = await traceOf('{ schemes { id } }', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`);
  expect(invalid).toMatch(/^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
