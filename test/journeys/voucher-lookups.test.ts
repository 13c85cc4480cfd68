/** `me.lookups.funds`: who read the vouchers of a person, although a fund does not know the person. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Principal, type Stack } from '../support/stack.ts';

const COACH = { role: 'coach', purpose: 'case-guidance' };
const DEVELOPER = { role: 'developer' };
const ME = { role: 'citizen', life: 'job-changer' };

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-lookups-'));
  stack = await startStack({ auditFolder: folder, execution: 'compiled' });
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Page {
  readonly vouchers: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Reads all vouchers page by page and gives their number. */
async function readAllVouchers(): Promise<number> {
  const query = `query AllVouchers($after: String) { vouchers(first: 100, after: $after) {
    nodes { id status } pageInfo { hasNextPage endCursor } } }`;
  let count = 0;
  let after: string | null = null;
  for (let page = 0; page < 100; page += 1) {
    const { data, errors } = await stack.ask(DEVELOPER, query, { after });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = (data as Page).vouchers;
    count += nodes.length;
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  return count;
}

/** Only the data: these tests are not about unavailable partners. */
async function accessHistoryOf(principal: Principal): Promise<unknown> {
  const query =
    '{ me { lookups { funds { organisation { id } purpose { nl } partner { id } categories } } } }';
  const { data } = await stack.ask(principal, query);
  return data;
}

const found = (...funds: readonly object[]) => ({ me: { lookups: { funds } } });
const lookup = (organisation: string | null, nl: string) => ({
  organisation: organisation === null ? null : { id: organisation },
  purpose: { nl },
  partner: { id: 'a-en-o-metalektro' },
  categories: ['scholingsvoucher'],
});
const byMe = lookup(null, 'inzage in eigen gegevens');
const byCoach = lookup('leerwerkloket-stedenvierkant', 'begeleiding van een persoon');
const byDeveloper = lookup(null, 'ontwikkelen en proberen met verzonnen gegevens');

test(
  'me.lookups.funds gains an entry when the person, a coach or a developer reads a voucher of the person',
  { timeout: 120_000 },
  async () => {
    expect(await accessHistoryOf(ME)).toEqual(found());
    // The ids of the vouchers come from the schools, so this reads nothing at a fund.
    await stack.ask(ME, '{ me { vouchers { id } } }');
    expect(await accessHistoryOf(ME)).toEqual(found());
    await stack.ask(ME, '{ me { vouchers { status } } }');
    expect(await accessHistoryOf(ME)).toEqual(found(byMe));
    await stack.ask(COACH, '{ caseload(first: 6) { nodes { person { vouchers { status } } } } }');
    expect(await accessHistoryOf(ME)).toEqual(found(byCoach, byMe));
    expect(await readAllVouchers()).toBeGreaterThan(1_000);
    expect(await accessHistoryOf(ME)).toEqual(found(byDeveloper, byCoach, byMe));
  },
);

test('me.lookups.funds of another person has only the fund of the own vouchers', async () => {
  const { me } = (await accessHistoryOf({ role: 'citizen', life: 'hybrid-teacher' })) as {
    me: { lookups: { funds: readonly { partner: { id: string } }[] } };
  };
  expect(me.lookups.funds.length).toBeGreaterThan(0);
  expect(new Set(me.lookups.funds.map(({ partner }) => partner.id))).toEqual(new Set(['otib']));
});

test('me.lookups gives no data to a coach, a developer or the public', async () => {
  for (const principal of [COACH, DEVELOPER, null]) {
    const response = await stack.ask(
      principal,
      '{ me { lookups { funds { at } vouchers { id } } } }',
    );
    expect(response.data).toBeNull();
  }
});

test('me.lookups.funds stays as it is while the fund is unavailable, since the log is ours', async () => {
  const before = await accessHistoryOf(ME);
  stack.setFault('a-en-o-metalektro', 'down');
  const response = await stack.ask(ME, '{ me { vouchers { status } lookups { funds { at } } } }');
  const during = await accessHistoryOf(ME);
  stack.setFault('a-en-o-metalektro', null);
  expect(during).toEqual(before);
  expect(response.data).toMatchObject({ me: { vouchers: [{ status: null }] } });
  expect(JSON.stringify(response.errors)).toContain('"partner":"a-en-o-metalektro"');
});

test('with all schools unavailable me.lookups.funds is null and not an empty list', async () => {
  const schools = (await stack.ask(null, '{ partners { education { id } } }')).data as {
    partners: { education: readonly { id: string }[] };
  };
  for (const { id } of schools.partners.education) stack.setFault(id, 'down');
  const response = await stack.ask(ME, '{ me { lookups { funds { at } uwv { at } } } }');
  for (const { id } of schools.partners.education) stack.setFault(id, null);
  expect(response.data).toMatchObject({ me: { lookups: { funds: null, uwv: [] } } });
  expect(response.errors).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        extensions: expect.objectContaining({ partner: 'aventus', code: 'PARTNER_NO_ANSWER' }),
      }),
    ]),
  );
});
