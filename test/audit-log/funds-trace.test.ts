import { expect, test } from 'vitest';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { bindTrace } from '../../core/trace/trace.ts';
import { createPostgresPartner } from '../../subgraphs/kit/partners/postgres-partner.ts';
import { TEST_DAY } from '../support/test-day.ts';

test('a query to a fund sets application_name to the trace, for that request only', async () => {
  const [fund] = await startFunds(createWorld({ date: TEST_DAY }), { funds: ['otib'] });
  const partner = createPostgresPartner({
    url: fund?.url ?? '',
    connectionsMax: 1,
    deadlineMs: 10_000,
  });
  const name = async (signal: AbortSignal) =>
    (await partner.ask("select current_setting('application_name') as name", [], signal))[0];
  const traced = new AbortController().signal;
  bindTrace(traced, { traceId: 'ab'.repeat(16), operationId: 'cd'.repeat(8) });
  expect(await name(traced)).toEqual({ name: `vakgraaf ${'ab'.repeat(16)}-${'cd'.repeat(8)}` });
  expect((await name(new AbortController().signal))?.['name']).not.toContain('abab');
  await partner.stop();
  await fund?.stop();
});
