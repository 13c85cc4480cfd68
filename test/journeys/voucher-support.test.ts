/** The desk of a fund finds one of the fund's own vouchers by the number that its bearer gives, and nothing else. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { recordsIn } from '../audit-log/audited-subgraph.ts';
import { encryptedFor } from '../support/subgraph-harness.ts';
import { startStack, type Principal, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const DESK = { role: 'fund-desk', purpose: 'voucher-support' };
const CLIENT = {
  consumer: '00000099000000011000',
  purpose: 'urn:llo:purpose:voucher-support',
};
const world = createWorld({ date: TEST_DAY });

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-voucher-support-'));
  stack = await startStack({
    kinds: ['funds', 'education', 'reference'],
    auditFolder: folder,
  });
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Redeemed vouchers of a fund for which the school sent a declaration. */
const declaredAt = (fund: string) =>
  world.vouchers.filter(
    (one) =>
      one.fund === fund &&
      one.status === 'REDEEMED' &&
      one.associationId !== null &&
      world.declarations.some(({ voucherNumber }) => voucherNumber === one.number),
  );
const [voucher, ...others] = declaredAt('otib');
const [ofOom] = declaredAt('oom');
if (!voucher || !ofOom) throw new Error('The seeded data has no declared voucher');

const QUERY = `query Support($number: String!) {
  voucherByNumber(number: $number) {
    id type use status issuedOn expiresOn redeemedOn
    amount { amount currency }
    scheme { name }
    provider { id }
    provenance { partner synthetic }
    enrolments { id status endedOn training { name } offering { startDate } provenance { partner synthetic } }
  }
}`;
const STATUS = 'query Status($number: String!) { voucherByNumber(number: $number) { status } }';
const NOTHING = { data: { voucherByNumber: null } };

test('the desk of a fund receives an own voucher with the status of its enrolment', async () => {
  const association = world.associations.find(({ id }) => id === voucher.associationId);
  const offering = world.offerings.find(({ id }) => id === association?.offeringId);
  const training = world.trainings.find(({ id }) => id === offering?.trainingId);
  expect(await stack.ask(DESK, QUERY, { number: voucher.number })).toEqual({
    data: {
      voucherByNumber: {
        id: encryptedFor(CLIENT, 'voucher', 'llo-voucher/v1', `otib:${voucher.number}`),
        type: voucher.type,
        use: voucher.use,
        status: 'REDEEMED',
        issuedOn: voucher.issuedOn,
        expiresOn: voucher.expiresOn,
        redeemedOn: voucher.redeemedOn,
        amount: { amount: voucher.amountCents / 100, currency: 'EUR' },
        scheme: { name: world.schemes.find(({ id }) => id === voucher.schemeId)?.name },
        provider: { id: voucher.provider },
        provenance: { partner: 'otib', synthetic: true },
        enrolments: [
          {
            id: encryptedFor(
              CLIENT,
              'voucher',
              'llo-enrolment/v1',
              `${voucher.provider}:${voucher.associationId}`,
            ),
            status: 'COMPLETED',
            endedOn: association?.result?.resultDate,
            training: { name: training?.name },
            offering: { startDate: offering?.startDate },
            provenance: { partner: voucher.provider, synthetic: true },
          },
        ],
      },
    },
  });
});

/** Sends an operation under this purpose as a client with another OIN. */
async function askAs(consumerOin: string, query: string, variables: object) {
  const { token } = await issueToken({ ...parseRole(DESK.role), consumerOin });
  const response = await fetch(`${stack.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as object;
}

test('the number of another fund gives null, as an unknown one does, and no other fund receives a request', async () => {
  for (const number of [ofOom.number, 'WT-0000-0000']) {
    stack.resetCalls();
    expect(await stack.ask(DESK, QUERY, { number })).toEqual(NOTHING);
    expect(Object.keys(stack.calls())).toEqual(['otib']);
  }
});

test.each([
  ['no partner', '00000099000000009000'],
  ['a case system', '00000099000000001000'],
])('a client with the OIN of %s receives null, and no partner a request', async (_, oin) => {
  stack.resetCalls();
  expect(await askAs(oin, QUERY, { number: voucher.number })).toEqual(NOTHING);
  expect(stack.calls()).toEqual({});
});

test('a developer, who is no fund, receives null, and no partner a request', async () => {
  stack.resetCalls();
  expect(await stack.ask({ role: 'developer' }, QUERY, { number: voucher.number })).toEqual(
    NOTHING,
  );
  expect(stack.calls()).toEqual({});
});

const denied = (path: readonly string[], code: string, message: unknown = expect.any(String)) => ({
  data: null,
  errors: [{ message, path, extensions: { code } }],
});

test.each<[string, Principal | null, string]>([
  ['the public', null, 'UNAUTHENTICATED'],
  ['an analyst', { role: 'analyst' }, 'SCOPE_DENIED'],
  ['a coach for guidance', { role: 'coach', purpose: 'case-guidance' }, 'PURPOSE_DENIED'],
  ['a coach for matching', { role: 'coach', purpose: 'matching' }, 'PURPOSE_DENIED'],
  ['a citizen', { role: 'citizen' }, 'PURPOSE_DENIED'],
])('a voucher by number is denied to %s without a request to a partner', async (_, who, code) => {
  stack.resetCalls();
  const response = await stack.ask(who, STATUS, { number: voucher.number });
  expect(response).toEqual(denied(['voucherByNumber'], code));
  expect(stack.calls()).toEqual({});
});

const needs = (field: string, rule: string) =>
  `Field "${field}" needs a purpose that satisfies "${rule}", and purpose "support with a voucher" does not` +
  ` / Veld "${field}" vraagt een doel dat voldoet aan "${rule}", en doel "ondersteuning bij een voucher" doet dat niet`;
const CASE = 'purpose:case | purpose:inzage';

test.each([
  ['employer { size }', 'Voucher.employer', ['employer']],
  ['region { code }', 'Voucher.region', ['region']],
  ['requestedBy', 'Voucher.requestedBy', ['requestedBy']],
  ['trajectory { startedOn }', 'Voucher.trajectory', ['trajectory']],
  ['enrolments { passed }', 'Enrolment.passed', ['enrolments', 'passed']],
  ['enrolments { voucher { id } }', 'Enrolment.voucher', ['enrolments', 'voucher']],
])('%s of a voucher by number is denied with the reason', async (selection, field, path) => {
  stack.resetCalls();
  const query = `query ($number: String!) { voucherByNumber(number: $number) { status ${selection} } }`;
  expect(await stack.ask(DESK, query, { number: voucher.number })).toEqual(
    denied(['voucherByNumber', ...path], 'PURPOSE_DENIED', needs(field, CASE)),
  );
  expect(stack.calls()).toEqual({});
});

test.each([
  ['person(id: "x") { id }', 'person', 'purpose:case | purpose:matching'],
  ['me { id }', 'me', 'purpose:inzage'],
  ['caseload { nodes { kind } }', 'caseload', 'purpose:case'],
  ['voucher(id: "x") { id }', 'voucher', 'purpose:development'],
  ['vouchers { nodes { id } }', 'vouchers', 'purpose:development'],
])('the root %s is denied with the reason', async (selection, field, rule) => {
  expect(await stack.ask(DESK, `{ ${selection} }`)).toEqual(
    denied([field], 'PURPOSE_DENIED', needs(`Query.${field}`, rule)),
  );
});

const bsn = world.people[0]?.bsn ?? '';
const MAY_BE_CITIZEN =
  'Cannot use this voucher number: it may be a citizen number, which no fund may receive' +
  ' / Dit vouchernummer kan een persoonsnummer zijn, en dat mag geen fonds ontvangen';
const refused = (message: string) => ({
  data: { voucherByNumber: null },
  errors: [{ message, path: ['voucherByNumber'], extensions: { code: 'ARGUMENT_INVALID' } }],
});

test.each<[string, unknown, unknown]>([
  ['nothing', '', NOTHING],
  ['a zero byte', `${voucher.number}\0`, NOTHING],
  ['half a surrogate pair', '\ud800', NOTHING],
  ['a statement of SQL', `${voucher.number}' or '1'='1`, NOTHING],
  ['a pattern of SQL', 'WT-%', NOTHING],
  ['a text longer than an id can hold', 'W'.repeat(500), NOTHING],
  ['a citizen number', bsn, refused(MAY_BE_CITIZEN)],
  [
    'a text longer than the gateway allows',
    'W'.repeat(100_000),
    expect.objectContaining({
      errors: [expect.objectContaining({ extensions: { code: 'TOO_LARGE' } })],
    }),
  ],
  [
    'a number of JSON',
    123,
    {
      errors: [
        {
          message: 'Variable "$number" has a value that does not fit: expected type "String"',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    },
  ],
])('a voucher number that is %s gives null or an error without it', async (_, number, response) => {
  expect(await stack.ask(DESK, STATUS, { number })).toEqual(response);
});

test('a citizen number in place of a voucher number reaches no fund', async () => {
  stack.resetCalls();
  await stack.ask(DESK, STATUS, { number: bsn });
  expect(stack.calls()).toEqual({});
});

test('more vouchers in one response than the purpose allows give RATE_LIMITED and none of them', async () => {
  const some = [voucher, ...others].slice(0, 11);
  const query = `{ ${some.map(({ number }, at) => `v${at}: voucherByNumber(number: "${number}") { status }`).join(' ')} }`;
  const message =
    'Purpose "support with a voucher" gives at most 10 people in one response: ask for fewer' +
    ' / Doel "ondersteuning bij een voucher" geeft hooguit 10 personen in één antwoord: vraag er minder';
  expect(await stack.ask(DESK, query)).toEqual({
    data: Object.fromEntries(some.map((_, at) => [`v${at}`, null])),
    errors: [{ message, extensions: { code: 'RATE_LIMITED' } }],
  });
});

test('an unavailable fund is named without the number', async () => {
  const unreachable = { partner: 'otib', kind: 'funds', fault: 'unreachable' };
  stack.setFault('otib', 'down');
  const response = await stack.ask(DESK, STATUS, { number: voucher.number });
  stack.setFault('otib', null);
  expect(response).toEqual({
    data: { voucherByNumber: null },
    errors: [
      {
        message: 'Partner "otib" gave no answer: unreachable',
        path: ['voucherByNumber'],
        extensions: { code: 'PARTNER_NO_ANSWER', ...unreachable },
      },
    ],
    extensions: { partial: [unreachable] },
  });
});

test('the audit log of the fund has one line for the voucher, that of the school one for its enrolment', async () => {
  const [one] = others;
  if (!one?.provider) throw new Error('The seeded data has no second voucher with a school');
  const logs = { otib: join(folder, 'funds'), [one.provider]: join(folder, 'education') };
  const countsOf = () =>
    Object.entries(logs).map(([partner, log]) => subjectsIn(join(log, partner)).length);
  const before = countsOf();
  const response = await stack.ask(DESK, QUERY, { number: one.number });
  expect(response.errors).toBeUndefined();
  expect(countsOf()).toEqual(before.map((count) => count + 1));
  const [line] = subjectsIn(join(folder, 'funds/otib')).slice(-1);
  expect(line?.resource.attributes).toMatchObject({
    'vakgraaf.client': CLIENT.consumer,
    'vakgraaf.purpose': CLIENT.purpose,
    'vakgraaf.controller': 'otib',
  });
});

test('a voucher that is not found gives a line about no data subject, and the other funds have no lines', async () => {
  const own = join(folder, 'funds/otib');
  const [lines, subjects] = [recordsIn(textIn(own)).length, subjectsIn(own).length];
  await stack.ask(DESK, QUERY, { number: ofOom.number });
  expect(recordsIn(textIn(own))).toHaveLength(lines + 1);
  expect(subjectsIn(own)).toHaveLength(subjects);
  expect(recordsIn(textIn(join(folder, 'funds')))).toHaveLength(lines + 1);
});

test('no log has the number of a voucher', () => {
  const logs = textIn(folder);
  expect(logs).toContain(CLIENT.purpose);
  const asked = [...world.vouchers.map(({ number }) => number), 'WT-0000-0000', bsn];
  expect(asked.filter((number) => logs.includes(number))).toEqual([]);
});

/** The lines about a data subject in the logs below a folder. */
function subjectsIn(of: string) {
  return recordsIn(textIn(of)).filter(({ attributes }) => 'dpl.core.data_subject_id' in attributes);
}

function textIn(of: string): string {
  return readdirSync(of, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .map((file) => readFileSync(join(of, file), 'utf8'))
    .join('');
}
