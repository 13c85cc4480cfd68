/**
 * Compiles the TypeScript of the workspaces into `dist/`, when a source changed; only then does it import packages. The
 * `vakgraaf` command and `npm run serve` begin with it. `npm test` checks the types, which this does not.
 *
 * Several processes may compile at once while others run the result: each compiles into its own folder and
 * renames every complete file into `dist/`, so that no process loads half a module.
 *
 * The YAML files of the workspaces are parsed into `dist/parsed/` (`core/config/parsed-files.ts`).
 *
 * Packages of many files are also written as one file each into `dist/node_modules/`, where the compiled modules find
 * them first: a subgraph then loads its modules in two thirds of the time. Without that folder they use the installed
 * packages.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const root = dirname(fileURLToPath(import.meta.url));
const FOLDERS = ['core', 'schema', 'subgraphs', 'gateway', 'cli', 'mocks'];
const SETTINGS = ['compile.mjs', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];

/** Of those that every process loads. Not graphql, which Apollo's packages must share with our modules. */
const IN_ONE_FILE = [
  '@graphql-tools/schema',
  '@opentelemetry/api',
  'jose',
  'pg',
  'pino',
  'prom-client',
  'undici',
  'yaml',
  'zod',
];

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
  const compiled = files.filter((file) => /\.(ts|json|yaml)$/.test(file)).toSorted();
  const hash = createHash('sha256').update(process.version);
  for (const file of [...compiled, ...SETTINGS.map((name) => join(root, name))]) {
    // Synchronously, which is several times faster for a thousand small files.
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
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

/** @param {string} folder */
async function writePackages(folder) {
  const files = (await Promise.all(FOLDERS.map((name) => filesIn(join(root, name))))).flat();
  const modules = files.filter((file) => file.endsWith('.ts'));
  const texts = modules.map((file) => readFileSync(file, 'utf8'));
  await Promise.all(
    IN_ONE_FILE.map((name) =>
      writePackage(name, namesFrom(name, texts), join(folder, 'node_modules', name)),
    ),
  );
}

/** @param {string} folder */
async function writeParsedFiles(folder) {
  const { parseDocument } = await import('yaml');
  const files = (await Promise.all(FOLDERS.map((name) => filesIn(join(root, name))))).flat();
  const yaml = files.filter((file) => file.endsWith('.yaml'));
  await mkdir(join(folder, 'parsed'), { recursive: true });
  await Promise.all(
    yaml.map((file) => writeParsedFile(parseDocument, file, join(folder, 'parsed'))),
  );
}

/** @param {typeof import('yaml').parseDocument} parse @param {string} file @param {string} folder */
async function writeParsedFile(parse, file, folder) {
  const text = await readFile(file, 'utf8');
  const document = parse(text);
  if (document.errors.length > 0) return;
  const value = document.toJS();
  const json = JSON.stringify(value);
  // Such as a number that JSON does not have: the file is parsed when it is read.
  if (!isDeepStrictEqual(JSON.parse(json), value)) return;
  await writeFile(join(folder, `${createHash('sha256').update(text).digest('hex')}.json`), json);
}

/**
 * What the modules import from a package, which is all that its file exports.
 *
 * @param {string} name @param {readonly string[]} texts
 */
function namesFrom(name, texts) {
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^(?:import|export) (?!type )([^;']*?) from '([^']+)';$/gm)]
      .filter(([, , from]) => from === name)
      .flatMap(([statement, what]) => {
        const parts = /^([\w$]+)?(?:, )?(?:\{([^}]*)\})?$/.exec(what);
        if (!parts)
          throw new Error(`Cannot put "${name}" in one file: it is imported by ${statement}`);
        const named = (parts[2] ?? '').split(',').map((one) => one.trim().split(' as ', 1)[0]);
        const values = named.filter((one) => one !== '' && !one.startsWith('type '));
        return [...(parts[1] ? ['default'] : []), ...values];
      }),
  );
  return [...new Set(names)];
}

/** @param {string} name @param {readonly string[]} names @param {string} folder */
async function writePackage(name, names, folder) {
  const { build } = await import('esbuild');
  await build({
    stdin: { contents: `export { ${names.join(', ')} } from '${name}';`, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['graphql', 'pg-native'],
    // Packages that are CommonJS require modules of Node.js.
    banner: {
      js: "import { createRequire as ofPackage } from 'node:module'; const require = ofPackage(import.meta.url);",
    },
    outfile: join(folder, 'index.js'),
    logLevel: 'error',
  });
  const manifest = { name, type: 'module', exports: './index.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}

/**
 * A package that is new appears with all its files at once; the files of the others are replaced below.
 *
 * @param {string} name @param {string} folder
 */
async function movePackage(name, folder) {
  const destination = join(target, 'node_modules', name);
  await mkdir(dirname(destination), { recursive: true });
  await rename(join(folder, 'node_modules', name), destination).catch(() => undefined);
}

async function compile() {
  const hash = await hashOfSources();
  if ((await readFile(hashFile, 'utf8').catch(() => '')) === hash) return;
  const own = join(root, '.cache', `dist-${process.pid}`);
  try {
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    const parts = [compileInto(own), writePackages(own), writeParsedFiles(own)];
    // After a failure too, all end before their folder is removed.
    await Promise.allSettled(parts);
    await Promise.all(parts);
    await writeFile(join(own, '.hash'), hash);
    // The hash is removed first and written last: it states that all files are there.
    await rm(hashFile, { force: true });
    await Promise.all(IN_ONE_FILE.map((name) => movePackage(name, own)));
    const files = (await filesIn(own)).filter((file) => file !== join(own, '.hash'));
    for (const file of [...files, join(own, '.hash')]) {
      const destination = join(target, relative(own, file));
      mkdirSync(dirname(destination), { recursive: true });
      renameSync(file, destination);
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

await compile();
