/** The empty database that every fund starts from: made once a machine, then read from a file. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../schema/project-root.ts';

/** Part of the file's name: a change here, or of the version, makes a new template. */
const RECIPE = 'pglite-0.5.14-small-2';
const MAKE_TIMEOUT_MS = 60_000;

// In a process of its own, because making a database takes some 500 MB that only its end gives back.
// PGlite holds the files of a database in memory, twice while it reads them: small write-ahead
// segments, no spare ones, and no database but the one that it opens take them from 40 to 14 MB.
const MAKE_TEMPLATE = `
import { rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
const small = ['wal_recycle=off', 'min_wal_size=2MB', 'max_wal_size=2MB', 'shared_buffers=2MB'];
const database = await PGlite.create({
  initDbStartParams: ['--wal-segsize=1'],
  startParams: [...PGlite.defaultStartParams, ...small.flatMap((setting) => ['-c', setting])],
});
await database.exec('update pg_database set datistemplate = false');
for (const name of ['template0', 'template1']) await database.exec('drop database ' + name);
for (let turn = 0; turn < 3; turn++) {
  await database.exec('select pg_switch_wal()');
  await database.exec('checkpoint');
}
const files = await database.dumpDataDir('none');
const draft = process.argv[1] + '.' + process.pid;
await writeFile(draft, Buffer.from(await files.arrayBuffer()));
await rename(draft, process.argv[1]);
process.exit(0);
`;

/** The files of an empty database, as one archive. */
export async function loadTemplate(): Promise<Blob> {
  const folder = join(projectRoot(), '.cache');
  const path = join(folder, `${RECIPE}.tar`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', MAKE_TEMPLATE, path],
      { cwd: projectRoot(), timeout: MAKE_TIMEOUT_MS },
    );
  }
  return new Blob([await readFile(path)]);
}
