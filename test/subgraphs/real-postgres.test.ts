/** The funds against a real PostgreSQL server, for what the demo's stand-in cannot show. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../mocks/funds/load-postgres.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { number } from '../../subgraphs/kit/partners/checked-value.ts';
import { PartnerFault } from '../../subgraphs/kit/partners/partner-fault.ts';
import {
  createPostgresPartner,
  type PostgresPartner,
} from '../../subgraphs/kit/partners/postgres-partner.ts';
import { createFundSource, type FundSource } from '../../subgraphs/funds/source.ts';
import { readPartners, partnersOf } from '../../subgraphs/partners.ts';
import type { FundPartner } from '../../subgraphs/funds/partner-entry.ts';
import { quietLog } from '../support/quiet-log.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { partnerCall } from '../support/partner-call.ts';

const world = createWorld({ date: TEST_DAY });
const list = readPartners('subgraphs/partners.yaml');
const call = partnerCall();
const statement = (sql: string) => ({ sql, values: [], rowsMax: 1 });
const WRITE = statement("update voucher set status = 'X'");

// Without a server there is nothing to test; the title then says why.
describe.skipIf(postgresMissing !== null)(
  `a real PostgreSQL server (${postgresMissing ?? 'from npm'})`,
  () => {
    let server: RealPostgres;
    let urls: Readonly<Record<string, string>>;
    let direct: PostgresPartner;
    const sources = new Map<string, FundSource>();

    const entryOf = (fund: FundPartner): FundPartner => ({
      ...fund,
      url: urls[fund.id] ?? fund.url,
    });

    beforeAll(async () => {
      server = await startPostgres();
      urls = await loadPostgres(server.url, world);
      for (const fund of partnersOf(list, 'funds')) {
        const layout = list.layouts[fund.layout];
        if (layout)
          sources.set(fund.id, createFundSource(entryOf(fund), layout, undefined, quietLog));
      }
      direct = createPostgresPartner({
        timeZone: 'Europe/Amsterdam',
        url: urls['otib'] ?? '',
        connectionsMax: 4,
        deadlineMs: 10_000,
      });
    }, 60_000);
    afterAll(async () => {
      await Promise.all([direct, ...sources.values()].map((one) => one.stop()));
      await server.stop();
    });

    test('gives the vouchers, schemes and declarations of the seeded world, in both layouts', async () => {
      for (const [fund, source] of sources) {
        const vouchers = world.vouchers.filter((one) => one.fund === fund);
        const page = await source.voucherPage(
          { selection: {}, after: undefined, direction: 'ASC', limit: 2_000 },
          call,
        );
        const numbers = vouchers.map((one) => one.number);
        const declared = await source.declarations(numbers, call);
        const schemes = await source.schemes(TEST_DAY, call);
        const sorted = (rows: readonly unknown[]) =>
          rows.map((row) => JSON.stringify(row)).toSorted(byText);
        expect({
          vouchers: sorted(
            page.map((record) => [record.number, record.issuedOn, record.amountEuro]),
          ),
          declarations: sorted(declared.map((one) => one.association)),
          committed: sorted(schemes.map((one) => [one.code, one.committedEuro])),
        }).toEqual({
          vouchers: sorted(
            vouchers.map((one) => [one.number, one.issuedOn, one.amountCents / 100]),
          ),
          declarations: sorted(
            world.declarations.filter((one) => one.fund === fund).map((one) => one.associationId),
          ),
          committed: sorted(
            world.schemes
              .filter((one) => one.fund === fund)
              .map((one) => [one.id, one.committedCents / 100]),
          ),
        });
      }
    });

    test('gives the declarations of each voucher with the page, in the order in which they were filed', async () => {
      for (const [fund, source] of sources) {
        const wanted = {
          selection: {},
          after: undefined,
          direction: 'DESC',
          limit: 2_000,
        } as const;
        const page = await source.readVouchers(call).page({ ...wanted, withDeclarations: true });
        const numbers = page.map(({ sortKey }) => sortKey[1]);
        const alone = await source.declarations(numbers, call);
        expect(page.map(({ declarations }) => declarations())).toEqual(
          numbers.map((one) => alone.filter(({ number: of }) => of === one)),
        );
        expect(alone.length, fund).toBeGreaterThan(0);
        const [first] = await source.readVouchers(call).page({ ...wanted, limit: 1 });
        expect(first?.declarations()).toBeNull();
      }
    });

    test('rejects writes, by the rights of the role and by the read-only transaction', async () => {
      const write = direct.ask(WRITE, call);
      await expect(write).rejects.toThrow(PartnerFault);
      const owner = createPostgresPartner({
        timeZone: 'Europe/Amsterdam',
        url: server.url.replace(/\/[^/]*$/, '/vakgraaf_test_otib'),
        connectionsMax: 1,
        deadlineMs: 2_000,
      });
      await expect(owner.ask(WRITE, call)).rejects.toThrow(PartnerFault);
      await owner.stop();
    });

    test('serves 50 queries at once over 4 connections', async () => {
      const responses = await Promise.all(
        Array.from({ length: 50 }, () =>
          direct.ask(statement('select count(*) as n from voucher'), call),
        ),
      );
      const expected = world.vouchers.filter((one) => one.fund === 'otib').length;
      const numbers = responses.map(([read]) => read?.('n', number));
      expect(numbers).toEqual(responses.map(() => expected));
    });
  },
);

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
