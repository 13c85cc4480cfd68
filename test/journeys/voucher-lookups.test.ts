/** Someone sees who looked at their vouchers, though a fund does not know whose they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Asker, type Stack } from '../support/stack.ts';

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

/** Reads every voucher, a page at a time; how many there were. */
async function walk(asker: Asker): Promise<number> {
  const query = `query Walk($after: String) { vouchers(first: 100, after: $after) {
    nodes { id status } pageInfo { hasNextPage endCursor } } }`;
  let count = 0;
  let after: string | null = null;
  for (let page = 0; page < 100; page += 1) {
    const { data, errors } = await stack.ask(asker, query, { after });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = (data as Page).vouchers;
    count += nodes.length;
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  return count;
}

/** The data alone: which partners gave no answer is not what these tests are about. */
async function accessHistoryOf(asker: Asker): Promise<unknown> {
  const query =
    '{ me { lookups { funds { organisation { id } purpose { nl } partner { id } } } } }';
  const { data } = await stack.ask(asker, query);
  return data;
}

const found = (...funds: readonly object[]) => ({ me: { lookups: { funds } } });
const lookedAs = (organisation: string | null, nl: string) => ({
  organisation: organisation === null ? null : { id: organisation },
  purpose: { nl },
  partner: { id: 'a-en-o-metalektro' },
});
const byMe = lookedAs(null, 'inzage in eigen gegevens');
const byCoach = lookedAs('leerwerkloket-stedenvierkant', 'begeleiding van een persoon');
const byDeveloper = lookedAs(null, 'ontwikkelen en proberen met verzonnen gegevens');

test(
  'a person finds under me.lookups.funds whoever read a voucher of theirs at a fund',
  { timeout: 120_000 },
  async () => {
    expect(await accessHistoryOf(ME)).toEqual(found());
    // Nothing was read: the keys of one's vouchers come from the schools.
    await stack.ask(ME, '{ me { vouchers { id } } }');
    expect(await accessHistoryOf(ME)).toEqual(found());
    await stack.ask(ME, '{ me { vouchers { status } } }');
    expect(await accessHistoryOf(ME)).toEqual(found(byMe));
    expect(await walk(COACH)).toBeGreaterThan(1_000);
    expect(await accessHistoryOf(ME)).toEqual(found(byMe, byCoach));
    expect(await walk(DEVELOPER)).toBeGreaterThan(1_000);
    expect(await accessHistoryOf(ME)).toEqual(found(byMe, byCoach, byDeveloper));
  },
);

test('another person finds the lookups of their own vouchers, and none of anybody else', async () => {
  const { me } = (await accessHistoryOf({ role: 'citizen', life: 'hybrid-teacher' })) as {
    me: { lookups: { funds: readonly { partner: { id: string } }[] } };
  };
  expect(me.lookups.funds.length).toBeGreaterThan(0);
  expect(new Set(me.lookups.funds.map(({ partner }) => partner.id))).toEqual(new Set(['otib']));
});

test('nobody but the person may ask for these lookups', async () => {
  for (const asker of [COACH, DEVELOPER, null]) {
    const response = await stack.ask(asker, '{ me { lookups { funds { at } vouchers { id } } } }');
    expect(response.data).toBeNull();
  }
});

test('without one school that could be asked, the lookups at the funds are null and no empty list', async () => {
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
