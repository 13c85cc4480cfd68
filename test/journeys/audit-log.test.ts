import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { AccessRecord } from '../../gateway/audit/access-record.ts';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { splitLine } from '../../core/audit-log/chained-line.ts';
import { parseFileName } from '../../core/audit-log/log-files.ts';
import {
  parseHead,
  parseReceipt,
  receiptText,
  type Place,
  type Receipt,
} from '../../core/audit-log/receipt.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { recordsIn } from '../audit-log/audited-subgraph.ts';
import { COACH as COACH_CONTEXT, encryptedFor } from '../support/subgraph-harness.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const COACH = { role: 'coach', purpose: 'case-guidance' };
const DEVELOPER = { role: 'developer', purpose: 'development' };
const FUNDS = ['otib', 'oom', 'oomt', 'a-en-o-metalektro'];
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
  expect(recordsOf('gateway')).toEqual([]);
  expect(recordsOf('funds')).toEqual([]);
});

test('the access log and the audit logs of the subgraphs have the same trace id and operation hash', async () => {
  stack.resetCalls();
  const response = await stack.ask(
    { ...DEVELOPER, traceparent: `00-${TRACE}-b7ad6b7169203331-01` },
    'query Vouchers { vouchers(first: 3) { nodes { id enrolments { id status } } } }',
  );
  expect(response.errors).toBeUndefined();
  const { vouchers } = response.data as { vouchers: { nodes: { enrolments: unknown[] | null }[] } };
  expect(recordsOf('gateway')).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      trace_id: TRACE,
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      parent_span_id: 'b7ad6b7169203331',
      consumer: '00000099000000004000',
      user: expect.stringMatching(/^token:[\w-]{43}$/),
      purpose: 'urn:llo:purpose:development',
      operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      operation_name: 'Vouchers',
      personal: true,
      kinds: ['funds', 'education'],
      partners: Object.keys(stack.calls()).toSorted(),
      outcome: 'answered',
      codes: [],
      silent: [],
      duration_ms: expect.any(Number),
      receipts: expect.any(Array),
    },
  ]);
  const [accessLine] = recordsOf('gateway');
  const funds = linesOf('funds');
  expect(funds).toHaveLength(3);
  expect(linesOf('education')).toHaveLength(
    vouchers.nodes.reduce((sum, { enrolments }) => sum + (enrolments?.length ?? 0), 0),
  );
  const { span_id: span, operation_hash: hash } = accessLine as unknown as AccessRecord;
  for (const line of [...recordsOf('funds'), ...recordsOf('education')]) {
    expect(line.trace_id).toBe(TRACE);
    expect(line.resource.attributes['vakgraaf.operation_hash']).toBe(hash);
    if ('dpl.core.data_subject_id' in line.attributes) continue;
    expect(line.parent_span_id).toBe(span);
    expect(line.attributes['dpl.core.foreign_operation.processor']).toBe(
      'https://gateway.example/graphql',
    );
  }
});

test('the line of the gateway holds the receipt of each line that subgraphs wrote, and no client receives one', async () => {
  const before = recordsOf('gateway').length;
  const response = await stack.ask(
    DEVELOPER,
    'query Confirmed { vouchers(first: 3) { nodes { id enrolments { id status } } } }',
  );
  expect(Object.keys(response)).toEqual(['data']);
  const line = recordsOf('gateway')[before] as unknown as AccessRecord;
  const confirmed = line.receipts.flatMap((receipt) => linesIn(receipt));
  const written = [...recordsOf('funds'), ...recordsOf('education')].filter(
    ({ trace_id: trace }) => trace === line.trace_id,
  );
  expect(confirmed.map(({ span_id: span }) => span).toSorted()).toEqual(
    written.map(({ span_id: span }) => span).toSorted(),
  );
  expect(written.length).toBeGreaterThan(7);
});

test('an operation line of a subgraph holds the newest line that the log of the gateway had before', async () => {
  const trace = 'cd'.repeat(16);
  const asked = { ...DEVELOPER, traceparent: `00-${trace}-b7ad6b7169203331-01` };
  await stack.ask(asked, '{ vouchers(first: 1) { nodes { id } } }');
  const ofTrace = recordsOf('gateway').findIndex(({ trace_id: found }) => found === trace);
  const before = recordsOf('gateway')[ofTrace - 1]?.span_id;
  const heads = recordsOf('funds')
    .filter((one) => one.trace_id === trace)
    .flatMap(({ resource }) => resource.attributes['vakgraaf.gateway_head'] ?? []);
  expect(heads).toHaveLength(FUNDS.length);
  for (const head of heads) {
    const { line = 0, ...place } = parseHead(head) ?? {};
    expect(linesIn(receiptText({ ...(place as Place), line, firstLine: line }))).toMatchObject([
      { span_id: before },
    ]);
  }
});

test('me.lookups lists who read the own records, why, which records, and whom to ask', async () => {
  const me = { role: 'citizen', life: 'job-changer' };
  const number = world.people.find(({ archetype }) => archetype === 'job-changer')?.bsn ?? '';
  const id = encryptedFor(COACH_CONTEXT, 'person', 'llo-person/v1', number);
  const asCoach = `query ($id: ID!) { person(id: $id) {
    benefitEpisodes { startedOn } enrolments { id } trajectories { id } } }`;
  await stack.ask(COACH, asCoach, { id });
  await stack.ask(me, '{ me { benefitEpisodes { type } } }');
  const response = await stack.ask(
    me,
    `{ me { lookups { uwv { ...L } education { ...L } guidance { ...L } } } }
     fragment L on Lookup {
       consumer organisation { name } purpose { nl en } partner { name } categories contact }`,
  );
  const { lookups } = (response.data as { me: { lookups: Record<string, unknown[]> } }).me;
  const coach = (name: string, contact: string, categories: readonly string[]) => ({
    consumer: '00000099000000001000',
    organisation: { name: 'Leerwerkloket Stedenvierkant' },
    purpose: { nl: 'begeleiding van een persoon', en: 'guidance of a person' },
    partner: { name },
    categories,
    contact,
  });
  const self = {
    consumer: expect.stringMatching(/^\d{20}$/),
    organisation: null,
    purpose: { nl: 'inzage in eigen gegevens', en: expect.any(String) },
    partner: { name: 'UWV' },
    categories: expect.arrayContaining(['uitkeringsperiode']),
    contact: 'privacy@uwv.example',
  };
  const byCoach = coach(
    'UWV',
    'privacy@uwv.example',
    expect.arrayContaining(['uitkeringsperiode']),
  );
  expect(lookups['uwv']).toHaveLength(2);
  expect(lookups['uwv']).toEqual(expect.arrayContaining([byCoach, self]));
  expect(lookups['education']).toEqual([
    coach('Hogeschool Saxion', 'privacy@saxion.example', ['deelname']),
  ]);
  expect(lookups['guidance']).toEqual([
    coach('Leerwerkloket Stedenvierkant', 'privacy@leerwerkloket-stedenvierkant.example', [
      'begeleidingstraject',
    ]),
  ]);
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
  expect(await stack.ask(DEVELOPER, personal)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'ACCOUNT_UNAVAILABLE' } }],
  });
  expect((await stack.ask(null, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  expect((await stack.ask(COACH, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  renameSync(`${home}-gone`, home);
  expect((await stack.ask(DEVELOPER, personal)).errors).toBeUndefined();
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
  const response = await stack.ask(
    COACH,
    'query Vouchers { caseload(first: 1) { nodes { vouchers { id status } } } }',
  );
  const { caseload } = response.data as {
    caseload: { nodes: { vouchers: { id: string }[] }[] };
  };
  const id = caseload.nodes[0]?.vouchers[0]?.id ?? '';
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

/** The records that a receipt names, of which the last has its checksum. */
function linesIn(receipt: string) {
  const { name, days, file, firstLine, line, sum } = parseReceipt(receipt) as Receipt;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => {
    const named = parseFileName(basename(path));
    return named?.name === name && named.days === days && named.number === file;
  });
  const lines = readFileSync(join(folder, found ?? ''), 'utf8').split('\n');
  expect(splitLine(lines[line - 1] ?? '')?.sum).toBe(sum);
  return recordsIn(lines.slice(firstLine - 1, line).join('\n'));
}

/** The records about a data subject. */
function linesOf(name: string) {
  return recordsOf(name).filter(({ attributes }) => 'dpl.core.data_subject_id' in attributes);
}

function recordsOf(name: string) {
  return recordsIn(textOf(name));
}

function textOf(name: string): string {
  return readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .map((file) => readFileSync(join(folder, name, file), 'utf8'))
    .join('');
}

function allText(): string {
  return readdirSync(folder).map(textOf).join('');
}
