/** One voucher from a list, with data of its fund and school. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const developer = { role: 'developer', purpose: 'development' };
const world = createWorld({ date: TEST_DAY });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** The first redeemed voucher of OTIB that its school has declared, in the seeded data. */
const declared = world.vouchers
  .filter((one) => one.fund === 'otib' && one.programme === 'gelders-vakmanschap')
  .filter((one) => one.status === 'REDEEMED')
  .toSorted((a, b) => (`${a.issuedOn} ${a.number}` < `${b.issuedOn} ${b.number}` ? -1 : 1));
const voucher = declared.find((one) =>
  world.declarations.some((d) => d.voucherNumber === one.number),
);
if (!voucher) throw new Error('The seeded data has no declared voucher');

const LIST = `query ($day: Date!) {
  vouchers(first: 100, filter: { funds: ["otib"], programme: "gelders-vakmanschap", statuses: [REDEEMED], issuedFrom: $day, issuedTo: $day }) {
    nodes { id issuedOn amount { amount } enrolments { training { id } } }
  }
}`;

const ONE = `query ($id: ID!) {
  voucher(id: $id) {
    type use status issuedOn expiresOn redeemedOn requestedBy
    amount { amount currency }
    region { kind code name }
    scheme { name programme { id name } fund { id name } }
    provider { id name }
    enrolments {
      role status statusCode endedOn passed
      training { name durationMonths provider { id } }
      offering { startDate endDate }
      voucher { id status }
    }
  }
}`;

interface Listed {
  readonly vouchers: { readonly nodes: readonly { readonly id: string }[] };
}

test('voucher(id) gives a developer the voucher, its scheme, school, enrolment and training', async () => {
  const list = await stack.ask(developer, LIST, { day: voucher.issuedOn });
  const ids = (list.data as Listed).vouchers.nodes.map(({ id }) => id);
  const responses = await Promise.all(ids.map((id) => stack.ask(developer, ONE, { id })));

  const association = world.associations.find((one) => one.id === voucher.associationId);
  const offering = world.offerings.find((one) => one.id === association?.offeringId);
  const training = world.trainings.find((one) => one.id === offering?.trainingId);
  const place = world.municipalities.find((one) => one.code === voucher.municipality);
  const scheme = world.schemes.find((one) => one.id === voucher.schemeId);
  const school = world.schools.find((one) => one.id === voucher.provider);
  expect(responses).toContainEqual({
    data: {
      voucher: {
        type: voucher.type,
        use: voucher.use,
        status: 'REDEEMED',
        issuedOn: voucher.issuedOn,
        expiresOn: voucher.expiresOn,
        redeemedOn: voucher.redeemedOn,
        requestedBy: voucher.requestedBy,
        amount: { amount: voucher.amountCents / 100, currency: 'EUR' },
        region: { kind: 'GEMEENTE', code: voucher.municipality, name: place?.name },
        scheme: {
          name: scheme?.name,
          programme: { id: 'gelders-vakmanschap', name: 'Leve(n)lang Gelders Vakmanschap' },
          fund: { id: 'otib', name: 'Wij Techniek' },
        },
        provider: { id: voucher.provider, name: school?.name },
        enrolments: [
          {
            role: 'STUDENT',
            status: association?.state === 'canceled' ? 'STOPPED' : 'COMPLETED',
            statusCode: association?.state,
            endedOn: association?.result?.resultDate ?? null,
            passed: association?.result?.pass === 'passed' ? true : null,
            training: {
              name: training?.name,
              durationMonths: training?.months,
              provider: { id: voucher.provider },
            },
            offering: { startDate: offering?.startDate, endDate: offering?.endDate },
            voucher: {
              id: ids[responses.findIndex((one) => sameVoucher(one.data))],
              status: 'REDEEMED',
            },
          },
        ],
      },
    },
  });
});

/** Amount and region together identify the voucher among those of one day. */
function sameVoucher(data: unknown): boolean {
  const { voucher: found } = data as {
    voucher: {
      enrolments: { offering: { startDate: string } }[];
      amount: { amount: number };
      region: { code: string };
    };
  };
  return (
    found.amount.amount === (voucher?.amountCents ?? 0) / 100 &&
    found.region.code === voucher?.municipality
  );
}

test('a list of vouchers contains no voucher number of a fund', async () => {
  const list = await stack.ask(developer, LIST, { day: voucher.issuedOn });
  const text = JSON.stringify(list);
  const leaked = world.vouchers.filter(({ number }) => text.includes(number));
  expect(leaked).toEqual([]);
});

test('a valid id of a voucher that does not exist gives null without an error', async () => {
  const { encryptId } = await import('../../subgraphs/kit/ids/encrypted-id.ts');
  const { readKeySets } = await import('../../subgraphs/kit/ids/key-set.ts');
  const { voucher: keySet } = readKeySets(
    ['mocks/demo-keys/voucher.key.json'],
    ['voucher'],
    'test',
  );
  if (!keySet) throw new Error('There is no voucher key');
  const context = { consumer: '00000099000000004000', purpose: 'urn:llo:purpose:development' };
  const now = new Date(`${TEST_DAY}T12:00:00Z`);
  const unknown = ['otib:GV-0000-000000', 'nobody:GV-2019-000750'].map((text) =>
    encryptId('llo-voucher/v1', text, context, keySet, now),
  );
  const responses = await Promise.all(unknown.map((id) => stack.ask(developer, ONE, { id })));
  expect(responses).toEqual([{ data: { voucher: null } }, { data: { voucher: null } }]);
});
