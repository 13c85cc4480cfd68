/** `vakgraaf doctor` names each mistake that is planted, and how to mend it. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { COMMAND } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';

const HOUR_MS = 3_600_000;
const TWO_WEEKS_MS = 14 * 24 * HOUR_MS;
/** That of today and that of two weeks later, so that the test does not depend on the day. */
const QUARTERS = [quarterOf(new Date()), quarterOf(new Date(Date.now() + TWO_WEEKS_MS))];

let folder: string;
/** An issuer whose clock is an hour late, and which is a subgraph too. */
let server: Server;
let origin: string;
const signing = ['one', 'two'].map(() => generateKeyPairSync('ed25519'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-doctor-'));
  const issuerKeys = { keys: [generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })] };
  server = createServer(({ url }, response) => {
    response.setHeader('date', new Date(Date.now() - HOUR_MS).toUTCString());
    response.end(url === '/jwks' ? JSON.stringify(issuerKeys) : '{"status":"ok"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const idKeys = (quarters: readonly string[]) => ({
    domain: 'voucher',
    keys: Object.fromEntries(quarters.map((one) => [one, randomBytes(64).toString('base64url')])),
  });
  const [own, other] = signing;
  write('partners.yaml', '# one\npartners:\n  - id: uwv\n    kind: uvw\n');
  write('gateway.private.json', own?.privateKey.export({ format: 'jwk' }), 0o600);
  write('gateway.public.json', { keys: [own?.publicKey.export({ format: 'jwk' })] });
  write('other.public.json', { keys: [other?.publicKey.export({ format: 'jwk' })] });
  write('voucher.json', idKeys(QUARTERS), 0o600);
  write('open.json', idKeys(QUARTERS), 0o644);
  write('old.json', idKeys(['2020Q1']), 0o600);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown, mode = 0o644): void {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(file, mode);
}

async function doctor(config: object, ...options: readonly string[]) {
  const file = join(folder, 'vakgraaf.yaml');
  writeFileSync(file, stringify(config));
  const command = runCommand(['node', COMMAND, 'doctor', '--config', file, ...options]);
  const code = await command.ended;
  const printed = command.printed().replaceAll(folder, 'FOLDER').replaceAll(origin, 'ORIGIN');
  return { code, printed };
}

/** The demo, because only there an issuer may have plain http. */
const gateway = () => ({
  listen: { port: 0 },
  issuers: [{ kind: 'jwks', issuer: origin, keys: `${origin}/jwks` }],
  contextKey: 'gateway.private.json',
  auditFolder: 'logs',
});

test('mistakes in keys, lists, addresses and the clock are each a FAILURE that says how to mend it', async () => {
  const port = Number(new URL(origin).port);
  const { code, printed } = await doctor({
    demo: true,
    partners: 'partners.yaml',
    gateway: gateway(),
    subgraphs: {
      funds: {
        listen: { port },
        gatewayKeys: 'gateway.public.json',
        keys: ['voucher.json', 'old.json', 'absent.json'],
        auditFolder: 'logs/funds',
      },
      uwv: { url: 'http://127.0.0.1:1/graphql', gatewayKeys: 'other.public.json' },
    },
  });
  expect(code).toBe(1);
  const lines = printed
    .replaceAll(/[\d.]+ GB/g, 'N GB')
    .trimEnd()
    .split('\n');
  expect(lines).toEqual([
    `ok       version: Node ${process.versions.node}`,
    'ok       configuration: FOLDER/vakgraaf.yaml',
    expect.stringMatching(
      /^FAILURE {2}partners: partners\.yaml:4:11 partners\.0\.kind: expected one of .*; did you mean "uwv"\?$/,
    ),
    'ok       purposes: 7 purposes',
    'ok       content: 0 programmes',
    'ok       supergraph: of education, funds, guidance, insights, provinces, reference, uwv',
    'ok       key FOLDER/gateway.private.json: it signs contexts',
    'ok       key FOLDER/gateway.public.json: it belongs to the key that signs contexts',
    'FAILURE  key FOLDER/other.public.json: it has no public key of FOLDER/gateway.private.json: add it to the set',
    'ok       audit log FOLDER/logs: N GB free',
    'warning  me: it is off: gateway.issuers has no entry of kind exchange (docs/token-exchange.md)',
    'ok       issuer ORIGIN: 1 keys',
    expect.stringMatching(
      /^FAILURE {2}clock, compared with 127\.0\.0\.1:\d+: 360\d s apart: synchronise the clock of this machine \(NTP\)$/,
    ),
    `warning  subgraph funds, 127.0.0.1:${port}: it is in use: by this process itself, or choose another port`,
    `ok       key FOLDER/voucher.json: voucher key of ${QUARTERS[0]}`,
    `FAILURE  key FOLDER/old.json: it has no voucher key of ${QUARTERS[0]}: get that of this quarter`,
    'FAILURE  key FOLDER/absent.json: Cannot read "FOLDER/absent.json"',
    'ok       audit log FOLDER/logs/funds: N GB free',
    'ok       subgraph funds: it answers at ORIGIN/graphql',
    'warning  subgraph uwv: http://127.0.0.1:1/graphql does not answer (ECONNREFUSED): start it, or change its url',
    'failures: 5, warnings: 3',
  ]);
});

test('in production a key that others may open and an issuer with plain http are failures, and a purpose that is not registered is a warning', async () => {
  const { code, printed } = await doctor({
    gateway: { listen: { port: 0 } },
    subgraphs: { funds: { listen: { port: 0 }, keys: ['open.json'], auditFolder: 'logs' } },
  });
  expect(code).toBe(1);
  expect(printed).toContain(
    'FAILURE  partners: FOLDER/vakgraaf.yaml has no "partners": name the file with the partner list\n',
  );
  expect(printed).toMatch(
    /^warning {2}purposes: Purpose "urn:llo:purpose:matching" opens no case records: missing legal basis, controller, date of registration; name it in .*purposes\.yaml as it is registered$/m,
  );
  expect(printed).toContain(
    'warning  audit log FOLDER/logs: The audit log is not signed: without auditKey nobody can show that it was rewritten as a whole\n' +
      'FAILURE  subgraph funds: it does not start without gatewayUrl: its log names it\n',
  );
  expect(printed).toContain(
    'FAILURE  key FOLDER/open.json: Cannot use the key in "FOLDER/open.json": other users may open this file (mode 644), run chmod 600 on it',
  );
});

test('--json prints the findings for a program; a mistake in the file is the only finding', async () => {
  const { code, printed } = await doctor({ gatway: {} }, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(printed)).toEqual([
    { subject: 'version', status: 'ok', text: `Node ${process.versions.node}` },
    {
      subject: 'configuration',
      status: 'failure',
      text: 'FOLDER/vakgraaf.yaml:1:1 file: unexpected "gatway"; did you mean "gateway"?',
    },
  ]);
});
