/**
 * Creates the empty database that every fund of the demo starts from: `node make-template.mjs FILE`.
 * It is a separate process because creating a database takes some 500 MB, which only the end of the
 * process frees, and JavaScript so that it runs without a compile step.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';

const [, , file] = process.argv;

// Ends when the parent process, the demo, has ended.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

// PGlite holds the files of a database in memory, twice while it reads them. Small write-ahead log
// segments, no spare ones, and a single database reduce them from 40 to 14 MB.
const SMALL = ['wal_recycle=off', 'min_wal_size=2MB', 'max_wal_size=2MB', 'shared_buffers=2MB'];

async function makeTemplate() {
  const database = await PGlite.create({
    initDbStartParams: ['--wal-segsize=1'],
    startParams: [...PGlite.defaultStartParams, ...SMALL.flatMap((setting) => ['-c', setting])],
  });
  await database.exec('update pg_database set datistemplate = false');
  for (const name of ['template0', 'template1']) await database.exec(`drop database ${name}`);
  for (let turn = 0; turn < 3; turn++) {
    await database.exec('select pg_switch_wal()');
    await database.exec('checkpoint');
  }
  return Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer());
}

if (!existsSync(file)) {
  await mkdir(dirname(file), { recursive: true });
  // Renamed when complete, so that no process loads half a template.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, await makeTemplate());
  await rename(draft, file);
}
process.exit(0);
