/** What `vakgraaf audit` prints of a log that somebody else wrote. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { parseArguments } from '../../core/config/settings.ts';

const OIN = '00000099000000007000';

function logFolder(record: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-tables-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'gateway'));
  const line = { trace_id: 'ab'.repeat(16), time: '2026-11-21T12:00:00Z', ...record };
  writeFileSync(
    join(folder, 'gateway/gateway-d730-000001-2026-11-21.jsonl'),
    `${JSON.stringify(line)}\n`,
  );
  return folder;
}

const run = async (...args: string[]) =>
  (
    await runAudit(parseArguments(auditSettings, args), {
      defaultFolder: () => null,
      now: new Date('2026-11-21T12:00:00Z'),
    })
  ).text;

test('control characters in a log are printed as question marks', async () => {
  const text = await run(
    '--folder',
    logFolder({ user: 'a\u001b[2Jb\u202ec', outcome: 'answered' }),
  );
  expect(text).toContain('a?[2Jb?c');
  expect(text).not.toContain('\u001b');
});

test('names of organisations and purposes are those of the partner list and the configuration that are given', async () => {
  const folder = logFolder({ consumer: OIN, purpose: 'urn:x:purpose:eigen', outcome: 'answered' });
  expect(await run('--folder', folder)).toMatch(new RegExp(` ${OIN} .* urn:x:purpose:eigen `));
  writeFileSync(
    join(folder, 'partners.yaml'),
    `partners: [{ id: eigen-school, kind: education, name: Eigen School, url: 'http://127.0.0.1:1', oin: '${OIN}' }]`,
  );
  const named = / Eigen School \(99000000007000\) /;
  expect(await run('--folder', folder, '--partners', join(folder, 'partners.yaml'))).toMatch(named);
  writeFileSync(
    join(folder, 'vakgraaf.yaml'),
    'partners: partners.yaml\ngateway: { auditFolder: gateway, contextKey: key.json }',
  );
  expect(await run('--config', join(folder, 'vakgraaf.yaml'))).toMatch(named);
});
