/** The certificate of a server is renewed in its files while it runs. */
import { copyFileSync, mkdtempSync, rmSync, chmodSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { startMetricsServer, type MetricsServer } from '../../core/metrics/metrics-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-certificate-'));
const certificate = join(folder, 'server.pem');
const key = join(folder, 'server.key');
const report = vi.spyOn(console, 'error').mockImplementation(() => {});
let server: MetricsServer;

function install(name: string) {
  const from = join(projectRoot(), 'test/support/tls', name);
  copyFileSync(`${from}.key`, key);
  chmodSync(key, 0o600);
  copyFileSync(`${from}.pem`, certificate);
}

/** The common name in the certificate that a new connection gets. */
async function servedName(): Promise<string | string[] | undefined> {
  const { port } = new URL(server.url);
  const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return CN;
}

const readAgain = () => process.emit('SIGHUP', 'SIGHUP');

beforeAll(async () => {
  install('server');
  server = await startMetricsServer({ host: '127.0.0.1', port: 0, tls: { certificate, key } });
});

afterAll(async () => {
  await server.stop();
  report.mockRestore();
  rmSync(folder, { recursive: true });
});

test('a renewed certificate is served to new connections after SIGHUP, and an unusable one leaves it in use', async () => {
  expect(await servedName()).toBe('database of tests');
  install('renewed');
  readAgain();
  await expect.poll(servedName, { timeout: 30_000 }).toBe('renewed certificate of tests');
  expect(report.mock.lastCall).toEqual(['Settings were reloaded']);

  writeFileSync(certificate, '-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n');
  readAgain();
  await expect.poll(() => String(report.mock.lastCall)).toContain('Cannot use the certificate');
  expect(String(report.mock.lastCall)).toContain('The last valid settings stay in use');
  expect(await servedName()).toBe('renewed certificate of tests');
});

test('a renewed certificate is served without a signal when its files change', async () => {
  install('server');
  await expect.poll(servedName, { timeout: 30_000 }).toBe('database of tests');
});

test('a certificate with the key of another is refused before the server listens', async () => {
  copyFileSync(join(projectRoot(), 'test/support/tls/renewed.pem'), certificate);
  const started = startMetricsServer({ host: '127.0.0.1', port: 0, tls: { certificate, key } });
  await expect(started).rejects.toThrow('expected PEM files that belong together');
});
