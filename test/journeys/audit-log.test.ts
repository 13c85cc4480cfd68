import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { recordsIn } from '../audit-log/audited-subgraph.ts';
import { COACH as COACH_CONTEXT, encryptedFor } from '../support/subgraph-harness.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const COACH = { role: 'coach', purpose: 'case-guidance' };
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const world = createWorld({ date: TEST_DAY });

let folder: string;
let stack: Stack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-audit-log-'));
  stack = await startStack({ auditFolder: folder });
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('public operations and denied operations write no line to any log', async () => {
  await stack.ask(null, '{ programmes(first: 1) { nodes { id } } vouchers { nodes { id } } }');
  await stack.ask(null, '{ voucherSchemes(first: 1) { nodes { id name } } }');
  expect(linesOf('gateway')).toEqual([]);
  expect(linesOf('funds')).toEqual([]);
});

test('the access log and the audit logs of the subgraphs have the same trace id and operation hash', async () => {
  stack.resetCalls();
  const response = await stack.ask(
    { ...COACH, traceparent: `00-${TRACE}-b7ad6b7169203331-01` },
    'query Vouchers { vouchers(first: 3) { nodes { id enrolments { id status } } } }',
  );
  expect(response.errors).toBeUndefined();
  const { vouchers } = response.data as { vouchers: { nodes: { enrolments: unknown[] | null }[] } };
  expect(linesOf('gateway')).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      trace_id: TRACE,
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      parent_span_id: 'b7ad6b7169203331',
      consumer: '00000099000000001000',
      user: expect.stringMatching(/^token:[\w-]{43}$/),
      purpose: 'urn:llo:purpose:case-guidance',
      operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      operation_name: 'Vouchers',
      personal: true,
      kinds: ['funds', 'education'],
      partners: Object.keys(stack.calls()).toSorted(),
      outcome: 'answered',
      codes: [],
      silent: [],
      duration_ms: expect.any(Number),
    },
  ]);
  const [accessLine] = linesOf('gateway');
  const funds = linesOf('funds');
  expect(funds).toHaveLength(3);
  expect(linesOf('education')).toHaveLength(
    vouchers.nodes.reduce((sum, { enrolments }) => sum + (enrolments?.length ?? 0), 0),
  );
  for (const line of [...funds, ...linesOf('education')]) {
    expect(line.trace_id).toBe(TRACE);
    expect(line.foreign_operation?.operation_id).toBe((accessLine as { span_id?: string }).span_id);
    expect(line.attributes['llo.gateway.query_hash']).toBe(
      (accessLine as { operation_hash?: string }).operation_hash,
    );
  }
});

test('voucherCounts writes one audit line per fund without a data subject, and none for the public', async () => {
  const before = linesOf('funds').length;
  const count = '{ voucherCounts(groupBy: [TYPE]) { policy } }';
  await stack.ask(null, count);
  expect(linesOf('funds')).toHaveLength(before);
  await stack.ask({ role: 'analyst' }, count);
  const attributes = linesOf('funds')
    .slice(before)
    .map((line) => line.attributes);
  expect(attributes.map((one) => one['llo.partner'])).toEqual([
    'otib',
    'oom',
    'oomt',
    'a-en-o-metalektro',
  ]);
  expect(attributes.filter((one) => 'dpl.core.data_subject_id' in one)).toEqual([]);
});

test('me.lookups lists who read the own records, with the name of a partner', async () => {
  const me = { role: 'citizen', life: 'job-changer' };
  const number = world.people.find(({ archetype }) => archetype === 'job-changer')?.bsn ?? '';
  const id = encryptedFor(COACH_CONTEXT, 'person', 'llo-person/v1', number);
  const asCoach = `query ($id: ID!) { person(id: $id) {
    benefitEpisodes { type } enrolments { id } trajectories { id } } }`;
  await stack.ask(COACH, asCoach, { id });
  await stack.ask(me, '{ me { benefitEpisodes { type } } }');
  const response = await stack.ask(
    me,
    `{ me { lookups { uwv { ...L } education { ...L } guidance { ...L } } } }
     fragment L on Lookup { organisation { id } purpose { nl } partner { id } }`,
  );
  const { lookups } = (response.data as { me: { lookups: Record<string, unknown[]> } }).me;
  const coach = (partner: string) => ({
    organisation: { id: 'leerwerkloket-stedenvierkant' },
    purpose: { nl: 'begeleiding van een persoon' },
    partner: { id: partner },
  });
  const self = {
    organisation: null,
    purpose: { nl: 'inzage in eigen gegevens' },
    partner: { id: 'uwv' },
  };
  expect(lookups['uwv']).toHaveLength(2);
  expect(lookups['uwv']).toEqual(expect.arrayContaining([coach('uwv'), self]));
  expect(lookups['education']).toEqual(expect.arrayContaining(['aventus', 'saxion'].map(coach)));
  expect(lookups['guidance']).toEqual([coach('leerwerkloket-stedenvierkant')]);
});

test('me.lookups is denied for another purpose and has no lookups of another person', async () => {
  const query = '{ me { lookups { uwv { at } } } }';
  expect(await stack.ask(COACH, query)).toMatchObject({
    errors: [{ extensions: { code: 'PURPOSE_DENIED' } }],
  });
  expect(await stack.ask({ role: 'citizen', life: 'hybrid-teacher' }, query)).toMatchObject({
    data: { me: { lookups: { uwv: [] } } },
  });
});

test('without its log folder the gateway denies personal data with ACCOUNT_UNAVAILABLE and serves public data', async () => {
  const home = join(folder, 'gateway');
  renameSync(home, `${home}-gone`);
  const personal = '{ vouchers(first: 1) { nodes { id } } }';
  expect(await stack.ask(COACH, personal)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'ACCOUNT_UNAVAILABLE' } }],
  });
  expect((await stack.ask(null, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  expect((await stack.ask(COACH, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  renameSync(`${home}-gone`, home);
  expect((await stack.ask(COACH, personal)).errors).toBeUndefined();
});

test('the logs contain no citizen number, voucher number, name or variable value', async () => {
  await stack.ask(COACH, 'query J($q: String) { trainings(filter: { q: $q }) { nodes { id } } }', {
    q: 'geheim-woord',
  });
  const all = allText();
  expect(all).not.toContain('geheim-woord');
  for (const person of world.people) {
    expect(all.includes(person.bsn) || all.includes(person.name)).toBe(false);
  }
  expect(/GV-\d{4}-\d+/.exec(all)).toBeNull();
});

test('the audit command finds lines by an encrypted id and verifies the logs', async () => {
  const response = await stack.ask(COACH, '{ vouchers(first: 1) { nodes { id } } }');
  const { vouchers } = response.data as { vouchers: { nodes: { id: string }[] } };
  const id = vouchers.nodes[0]?.id ?? '';
  const run = (...args: string[]) =>
    runAudit(
      parseArguments(auditSettings, [
        '--folder',
        folder,
        '--key',
        'mocks/demo-keys/voucher.key.json',
        ...args,
      ]),
      {
        defaultFolder: () => null,
        now: new Date(`${TEST_DAY}T12:00:00Z`),
      },
    );
  const { text } = await run('--subject', id);
  expect(text).toContain('begeleiding van een persoon');
  expect(text).toContain('Leerwerkloket');
  expect(text).toMatch(/Vouchers +answered/);
  const logged = /voucher ([\w-]{30,})/.exec(text)?.[1] ?? '';
  expect((await run('--subject', logged)).text).toBe(text);
  expect(
    (await run('--trace', TRACE)).text.match(new RegExp(TRACE.slice(0, 16), 'g'))?.length,
  ).toBeGreaterThan(3);
  expect(await run('--verify')).toMatchObject({ isIntact: true });
});

function linesOf(name: string) {
  return recordsIn(textOf(name));
}

function textOf(name: string): string {
  return readdirSync(join(folder, name))
    .toSorted()
    .map((file) => readFileSync(join(folder, name, file), 'utf8'))
    .join('');
}

function allText(): string {
  return readdirSync(folder).map(textOf).join('');
}
