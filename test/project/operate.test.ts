/** The examples in docs/operate.md can be used. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { configFile } from '../../cli/config/config-file.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readConfig } from '../../core/config/read-config.ts';
import { COMMAND } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';

const text = readFileSync(join(projectRoot(), 'docs/operate.md'), 'utf8');
const examples = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);

test('the commands that make keys give files of which doctor says that they can be used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-keys-'));
  const commands = [...text.matchAll(/```sh\n(node --input-type=module [^]*?)```/g)];
  expect(commands).toHaveLength(3);
  for (const [, command = ''] of commands) execFileSync('sh', ['-c', command], { cwd: folder });
  const keys = (...names: readonly string[]) => names.map((name) => `keys/${name}.json`);
  const subgraph = (...domains: readonly string[]) => ({
    gatewayKeys: 'keys/gateway.public.json',
    keys: keys(...domains),
    auditFolder: 'logs',
    auditKey: 'keys/funds-audit.private.json',
  });
  const config = {
    partners: join(projectRoot(), 'subgraphs/partners.yaml'),
    gatewayUrl: 'https://graph.example/graphql',
    gateway: {
      contextKey: 'keys/gateway.private.json',
      auditFolder: 'logs',
      auditKey: 'keys/gateway-audit.private.json',
    },
    subgraphs: { uwv: subgraph('person'), guidance: subgraph('voucher', 'coach') },
  };
  writeFileSync(join(folder, 'vakgraaf.yaml'), stringify(config));
  const file = join(folder, 'vakgraaf.yaml');
  const doctor = runCommand(['node', COMMAND, 'doctor', '--config', file], {}, folder);
  await doctor.ended;
  rmSync(folder, { recursive: true });
  const lines = doctor
    .printed()
    .replaceAll(`${folder}/`, '')
    .replaceAll(/\d{4}Q\d/g, 'QUARTER');
  expect(lines.split('\n').filter((line) => / key keys\//.test(line))).toEqual([
    'ok       key keys/gateway.private.json: it signs contexts',
    'ok       key keys/gateway.public.json: it belongs to the key that signs contexts',
    'ok       key keys/gateway-audit.private.json: it signs the audit log',
    'ok       key keys/person.json: person key of QUARTER',
    'ok       key keys/funds-audit.private.json: it signs the audit log',
    'ok       key keys/voucher.json: voucher key of QUARTER',
    'ok       key keys/coach.json: coach key of QUARTER',
    'ok       key keys/funds-audit.private.json: it signs the audit log',
  ]);
});

test('every example of vakgraaf.yaml in docs/operate.md is a valid configuration file', () => {
  expect(examples).toHaveLength(4);
  for (const yaml of examples)
    expect(() => readConfig(yaml, 'operate.md', configFile)).not.toThrow();
});
