/** `vakgraaf partner membership-key` prints the key that a partner needs for docs/membership.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printMembershipKey } from '../../cli/partner-key/print-membership-key.ts';
import { membershipKeyOf } from '../../mocks/membership.ts';
import { COMMAND, keyFile } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
let config: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-membership-'));
  const own = Buffer.alloc(64, 7).toString('base64url');
  const key = join(folder, 'person.key.json');
  writeFileSync(key, JSON.stringify({ domain: 'person', keys: { '2030Q1': own } }), {
    mode: 0o600,
  });
  config = join(folder, 'vakgraaf.yaml');
  writeFileSync(
    config,
    `demo: true
subgraphs:
  uwv: { keys: [${keyFile('person.key')}], auditFolder: audit }
  education: { keys: [${key}], auditFolder: audit }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test('prints the key of a partner and nothing else, as the partner of the demo has it', async () => {
  const command = runCommand([
    'node',
    COMMAND,
    'partner',
    'membership-key',
    'uwv',
    '--config',
    config,
  ]);
  expect(await command.ended).toBe(0);
  expect(command.printed()).toBe(`${Buffer.from(membershipKeyOf('uwv')).toString('base64url')}\n`);
});

test.each([
  [
    'a partner that the list lacks',
    'uvw',
    undefined,
    'Cannot find partner "uvw" with "membership" in its entry; did you mean "uwv"?',
  ],
  [
    'a fund, which knows no person',
    'otib',
    undefined,
    'Cannot find partner "otib" with "membership" in its entry',
  ],
  [
    'a school without a lookup',
    'smart-makers-academy',
    undefined,
    'with "membership" in its entry',
  ],
  [
    'a quarter without a key',
    'aventus',
    '2029Q4',
    'Cannot find a person key of 2029Q4 in subgraphs.education.keys',
  ],
  [
    'a subgraph without a key',
    'leerwerkloket-stedenvierkant',
    undefined,
    'in subgraphs.guidance.keys',
  ],
])('%s gives a sentence and no key', (_, id, quarter, sentence) => {
  expect(() => printMembershipKey(id, { config, ...(quarter && { quarter }) })).toThrow(sentence);
});
