/**
 * Builds the explorer into a folder that the gateway serves under /explorer/; the dashboard is built
 * by the same function.
 *
 *     node explorer/build.mjs [--out .cache/explorer]
 *
 * Plain JavaScript, because the demo runs it before and beside everything that is compiled. A build
 * is reused while the sources and the lock file are the same; it is made in a folder of its own and
 * moved into place in one step, so half a build is never served.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const sources = dirname(fileURLToPath(import.meta.url));
const root = dirname(sources);

/**
 * @param {{ readonly outDir: string }} options
 * @returns {Promise<{ readonly outDir: string, readonly isReused: boolean, readonly tookMs: number }>}
 */
export function buildExplorer({ outDir }) {
  const pages = ['index.html', 'signed-in.html'];
  return buildPage({ sources, pages, base: '/explorer/', outDir });
}

/**
 * @param {import('./build.mjs').PageToBuild} page
 * @returns {Promise<{ readonly outDir: string, readonly isReused: boolean, readonly tookMs: number }>}
 */
export async function buildPage(page) {
  const startedMs = performance.now();
  const target = resolve(page.outDir);
  const hash = await sourceHash([page.sources, ...(page.alsoFrom ?? [])]);
  const isReused = (await hashOfBuild(target)) === hash;
  if (!isReused) await buildInto(target, hash, page);
  return { outDir: target, isReused, tookMs: Math.round(performance.now() - startedMs) };
}

/** @param {string} target @param {string} hash @param {import('./build.mjs').PageToBuild} page */
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

/** The bundler's defaults take 0.9 GB for three seconds, on a machine that is starting a demo. */
const frugal = {
  MIMALLOC_ARENA_EAGER_COMMIT: '0',
  MIMALLOC_PURGE_DELAY: '0',
  RAYON_NUM_THREADS: '1',
  TOKIO_WORKER_THREADS: '1',
};

/** @param {string} outDir @param {import('./build.mjs').PageToBuild} page */
async function bundle(outDir, { sources: from, base, pages = ['index.html'], plugins = [] }) {
  Object.assign(process.env, frugal); // read by the bundler's native part when it is imported
  // Whoever builds, a test run included: React has a larger half for those who develop with it.
  process.env.NODE_ENV = 'production';
  // Imported late: a build that is reused needs neither, and is then a matter of milliseconds.
  const [{ build }, { default: react }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
  ]);
  await build({
    configFile: false,
    root: from,
    base,
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
 * Two builds may finish at once: whoever finds the place taken again moves that aside too.
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

/** Folders of builds that were killed; one that is still running keeps its own. @param {string} target */
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

/** @param {readonly string[]} folders */
async function sourceHash(folders) {
  const entries = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const files = entries
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of [...files.toSorted(), join(root, 'package-lock.json')]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {unknown} error @returns {undefined} */
function ignoreMissing(error) {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/**
 * Builds when the file is run, and not when it is imported.
 *
 * @param {string} name
 * @param {string} moduleUrl
 * @param {typeof buildExplorer} build
 */
export async function buildWhenRun(name, moduleUrl, build) {
  if (!process.argv[1] || resolve(process.argv[1]) !== fileURLToPath(moduleUrl)) return;
  const { values } = parseArgs({
    options: { out: { type: 'string', default: join(root, '.cache', name) } },
  });
  // Started by the demo: when the demo is gone, nobody waits for this build.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const { isReused, tookMs } = await build({ outDir: values.out });
  console.log(
    isReused ? `${name} is built already` : `${name} built in ${(tookMs / 1000).toFixed(1)} s`,
  );
}

await buildWhenRun('explorer', import.meta.url, buildExplorer);
