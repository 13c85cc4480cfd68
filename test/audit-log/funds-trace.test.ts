import { expect, test } from 'vitest';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { createPostgresPartner } from '../../subgraphs/kit/partners/postgres-partner.ts';
import { text } from '../../subgraphs/kit/partners/checked-value.ts';
import { partnerCall } from '../support/partner-call.ts';
import { TEST_DAY } from '../support/test-day.ts';

test('a query to a fund sets application_name to the trace, for that request only', async () => {
  const [fund] = await startFunds(createWorld({ date: TEST_DAY }), { funds: ['otib'] });
  const partner = createPostgresPartner({
    timeZone: 'Europe/Amsterdam',
    url: fund?.url ?? '',
    connectionsMax: 1,
    deadlineMs: 10_000,
  });
  const nameIn = async (digit: string) => {
    const trace = { traceId: digit.repeat(32), operationId: digit.repeat(16) };
    const sql = "select current_setting('application_name') as name";
    const [read] = await partner.ask({ sql, values: [], rowsMax: 1 }, partnerCall({ trace }));
    return read?.('name', text);
  };
  expect(await nameIn('a')).toBe(`vakgraaf ${'a'.repeat(32)}-${'a'.repeat(16)}`);
  expect(await nameIn('b')).toBe(`vakgraaf ${'b'.repeat(32)}-${'b'.repeat(16)}`);
  await partner.stop();
  await fund?.stop();
});
