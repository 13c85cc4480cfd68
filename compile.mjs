/**
 * Compiles the TypeScript of the workspaces into `dist/`, when a source changed. The `vakgraaf` command and
 * `npm run serve` begin with it. `npm test` checks the types, which this does not.
 *
 * Several processes may compile at once while others run the result: each compiles into its own folder and
 * renames every complete file into `dist/`, so that no process loads half a module.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const FOLDERS = ['core', 'schema', 'subgraphs', 'gateway', 'cli', 'mocks'];
const SETTINGS = ['compile.mjs', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];

const target = join(root, 'dist');
const hashFile = join(target, '.hash');

/** @param {string} folder */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function hashOfSources() {
  const files = (await Promise.all(FOLDERS.map((name) => filesIn(join(root, name))))).flat();
  const compiled = files.filter((file) => /\.(ts|json)$/.test(file)).toSorted();
  const hash = createHash('sha256').update(process.version);
  for (const file of [...compiled, ...SETTINGS.map((name) => join(root, name))]) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} folder @returns {Promise<void>} */
function compileInto(folder) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['-p', 'tsconfig.build.json', '--outDir', folder, '--noCheck'];
  const child = spawn(process.execPath, [compiler, ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Cannot compile: tsc exited with code ${code}`)),
    );
  });
}

async function compile() {
  const hash = await hashOfSources();
  if ((await readFile(hashFile, 'utf8').catch(() => '')) === hash) return;
  const own = join(root, '.cache', `dist-${process.pid}`);
  try {
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    await compileInto(own);
    await writeFile(join(own, '.hash'), hash);
    // The hash is removed first and written last: it states that all files are there.
    await rm(hashFile, { force: true });
    const files = (await filesIn(own)).filter((file) => file !== join(own, '.hash'));
    for (const file of [...files, join(own, '.hash')]) {
      const destination = join(target, relative(own, file));
      await mkdir(dirname(destination), { recursive: true });
      await rename(file, destination);
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

await compile();
