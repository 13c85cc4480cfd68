/**
 * Builds a page with Vite; both pages use it. Plain JavaScript, because the demo runs it before
 * anything is compiled. A build is reused while the sources and the lock file are unchanged. It is
 * made in a temporary folder and then renamed, so that the gateway never serves half a build.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ui = dirname(fileURLToPath(import.meta.url));
const root = dirname(ui);

/**
 * @param {import('./build-page.mjs').PageToBuild} page
 * @returns {Promise<import('./build-page.mjs').PageBuild>}
 */
export async function buildPage(page) {
  const startedMs = performance.now();
  const target = resolve(page.outDir);
  const hash = await sourceHash([page.sources, ui, ...(page.inputs ?? [])]);
  const isReused = (await hashOfBuild(target)) === hash;
  if (!isReused) await buildInto(target, hash, page);
  return { outDir: target, isReused, tookMs: Math.round(performance.now() - startedMs) };
}

/** @param {string} target @param {string} hash @param {import('./build-page.mjs').PageToBuild} page */
async function buildInto(target, hash, page) {
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(target);
  const building = `${target}.building-${process.pid}`;
  try {
    await bundle(building, page);
    await writeFile(join(building, '.hash'), hash);
    await moveIntoPlace(building, target);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** With its defaults the bundler takes 0.9 GB of memory for three seconds, while the demo starts. */
const lowMemory = {
  MIMALLOC_ARENA_EAGER_COMMIT: '0',
  MIMALLOC_PURGE_DELAY: '0',
  RAYON_NUM_THREADS: '1',
  TOKIO_WORKER_THREADS: '1',
};

/** @param {string} outDir @param {import('./build-page.mjs').PageToBuild} page */
async function bundle(outDir, { sources: from, base, pages = ['index.html'], plugins = [] }) {
  Object.assign(process.env, lowMemory); // read by the bundler's native part when it is imported
  // In a test run too: the development build of React is larger.
  process.env.NODE_ENV = 'production';
  // Imported here, because a reused build does not need them and then takes milliseconds.
  const [{ build }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ]);
  await build({
    configFile: false,
    root: from,
    base,
    publicDir: join(ui, 'public'),
    mode: 'production',
    logLevel: 'error',
    plugins: [react(), ...plugins],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 20_000,
      assetsInlineLimit: 0,
      rolldownOptions: { input: pages.map((page) => join(from, page)) },
    },
  });
}

/**
 * Two builds may finish at once: when the target exists again, that build is moved away too.
 *
 * @param {string} building @param {string} target @param {number} [triesLeft]
 * @returns {Promise<void>}
 */
async function moveIntoPlace(building, target, triesLeft = 5) {
  const old = `${target}.old-${process.pid}`;
  await rename(target, old).catch(ignoreMissing);
  try {
    await rename(building, target);
  } catch (error) {
    if (triesLeft === 0) throw error;
    await rm(old, { recursive: true, force: true });
    return await moveIntoPlace(building, target, triesLeft - 1);
  }
  await rm(old, { recursive: true, force: true });
}

/** Removes folders of builds that were killed; a running build keeps its folder. @param {string} target */
async function removeLeftovers(target) {
  for (const name of await readdir(dirname(target))) {
    const [, pid] = /\.(?:building|old)-(\d+)$/.exec(name) ?? [];
    const isOurs = pid !== undefined && name.startsWith(`${basename(target)}.`);
    if (isOurs && !isRunning(Number(pid)))
      await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} target */
async function hashOfBuild(target) {
  return readFile(join(target, '.hash'), 'utf8').catch(ignoreMissing);
}

/** @param {readonly string[]} paths */
async function sourceHash(paths) {
  const files = (await Promise.all(paths.map(filesIn))).flat();
  const hash = createHash('sha256');
  for (const file of [...files.toSorted(), join(root, 'package-lock.json')]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path */
async function filesIn(path) {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @param {unknown} error @returns {undefined} */
function ignoreMissing(error) {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/**
 * @param {string} name
 * @param {string} moduleUrl
 * @param {(options: { readonly outDir: string }) => Promise<import('./build-page.mjs').PageBuild>} build
 */
export async function buildWhenRun(name, moduleUrl, build) {
  if (!process.argv[1] || resolve(process.argv[1]) !== fileURLToPath(moduleUrl)) return;
  const { values } = parseArgs({
    options: { out: { type: 'string', default: join(root, '.cache', name) } },
  });
  // The demo starts this script as a child process; without the demo the build has no use.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const { isReused, tookMs } = await build({ outDir: values.out });
  console.log(
    isReused ? `${name} is built already` : `${name} built in ${(tookMs / 1000).toFixed(1)} s`,
  );
}
