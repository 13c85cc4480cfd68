import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessRecord } from '../../gateway/audit/access-record.ts';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { recordsIn } from '../audit-log/audited-subgraph.ts';
import { startStack, type Stack } from '../support/stack.ts';

const DEVELOPER = { role: 'developer', purpose: 'development' };

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

test('an access log line has the ids of exactly the partners that received a request', async () => {
  stack.resetCalls();
  const response = await stack.ask(
    DEVELOPER,
    'query Vouchers { vouchers(first: 3) { nodes { id enrolments { id status } } } }',
  );
  expect(response.errors).toBeUndefined();
  const requested = Object.keys(stack.calls()).toSorted();
  expect(requested).toEqual(
    expect.arrayContaining(['a-en-o-metalektro', 'aventus', 'oom', 'oomt']),
  );
  expect(gatewayLines()).toMatchObject([
    { operation_name: 'Vouchers', kinds: ['funds', 'education'], partners: requested },
  ]);
});

test('an unavailable partner is in the fields partners and silent of the access log line', async () => {
  stack.setFault('oomt', 'down');
  await stack.ask(DEVELOPER, 'query UnavailablePartner { vouchers(first: 3) { nodes { id } } }');
  stack.setFault('oomt', null);
  expect(gatewayLines().at(-1)).toMatchObject({
    operation_name: 'UnavailablePartner',
    partners: ['a-en-o-metalektro', 'oom', 'oomt', 'otib'],
    silent: ['oomt'],
  });
});

test('the log of an unavailable partner has the operation with status Error, and those of the others with Ok', async () => {
  stack.setFault('oomt', 'down');
  const trace = 'ef'.repeat(16);
  const traceparent = `00-${trace}-b7ad6b7169203331-01`;
  await stack.ask({ ...DEVELOPER, traceparent }, '{ vouchers(first: 3) { nodes { id } } }');
  stack.setFault('oomt', null);
  const operations = recordsIn(textOf('funds')).filter(
    (one) => one.trace_id === trace && !('dpl.core.data_subject_id' in one.attributes),
  );
  const statuses = operations.map(({ resource, status }) => [
    resource.attributes['vakgraaf.controller'],
    status,
  ]);
  expect(Object.fromEntries(statuses)).toEqual({
    'a-en-o-metalektro': 'Ok',
    oom: 'Ok',
    oomt: 'Error',
    otib: 'Ok',
  });
});

test('an operation without partner requests has an empty list, and the audit command prints the lists', async () => {
  await stack.ask(DEVELOPER, 'query Facts { programmes(first: 1) { nodes { id } } }');
  await stack.ask(DEVELOPER, 'query Last { vouchers(first: 1) { nodes { id } } }');
  expect(gatewayLines().find(({ operation_name: name }) => name === 'Facts')).toMatchObject({
    kinds: ['reference'],
    partners: [],
  });
  const { text } = await runAudit(parseArguments(auditSettings, ['--folder', folder]), {
    defaultFolder: () => null,
    now: new Date(),
  });
  expect(text).toMatch(/Last +answered +a-en-o-metalektro, oom, oomt, otib +[0-9a-f]{16}/);
});

const gatewayLines = () => recordsIn(textOf('gateway')) as unknown as readonly AccessRecord[];

function textOf(name: string): string {
  return readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .map((file) => readFileSync(join(folder, name, file), 'utf8'))
    .join('');
}
