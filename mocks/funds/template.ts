/** The empty database that every fund starts from: made once a machine, then read from a file. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../schema/project-root.ts';

/** Part of the file's name: a change here, or of the version, makes a new template. */
const RECIPE = 'pglite-0.5.14-wal1';
const MAKE_TIMEOUT_MS = 60_000;

// In a process of its own, because making a database takes some 300 MB that only its end gives back.
// Small write-ahead segments keep the files, which PGlite holds in memory, small.
const MAKE_TEMPLATE = `
import { rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
const database = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] });
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
