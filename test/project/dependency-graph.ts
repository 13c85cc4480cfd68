/** Which packages a folder imports, and which ones an install of some workspaces brings. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';

const versions = z.record(z.string(), z.string()).default({});
const lockShape = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.string().optional(),
      link: z.boolean().default(false),
      dependencies: versions,
      optionalDependencies: versions,
      peerDependencies: versions,
    }),
  ),
});
export type LockedPackage = Readonly<z.output<typeof lockShape>['packages'][string]>;

/** The entries of the lock file, by path. */
export function readLock(): Readonly<Record<string, LockedPackage>> {
  const file = join(projectRoot(), 'package-lock.json');
  return lockShape.parse(JSON.parse(readFileSync(file, 'utf8'))).packages;
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\.resolve\(\s*)'([\w@.][^'\n${}]*)'/g;

/** Tools that write committed files; what they import is for development only. */
const DEVELOPMENT_TOOLS = /(?:^|\/)generate-types\.ts$/;

/** Names of the packages that files of a workspace import, other workspaces among them, in order. */
export function importedPackages(
  root: string,
  folder: string,
  workspaces: readonly string[],
): readonly string[] {
  const names = new Set<string>();
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(
    (name) => /\.(?:tsx?|mjs)$/.test(name) && !DEVELOPMENT_TOOLS.test(name),
  )) {
    const path = join(folder, file);
    for (const [, specifier = ''] of readFileSync(join(root, path), 'utf8').matchAll(IMPORT)) {
      const name = packageOf(specifier, path, workspaces);
      if (name !== null && name !== `@vakgraaf/${folder}`) names.add(name);
    }
  }
  return [...names].toSorted();
}

/** A relative import that leaves its workspace imports that of another. */
function packageOf(
  specifier: string,
  importedBy: string,
  workspaces: readonly string[],
): string | null {
  if (specifier.startsWith('node:')) return null;
  if (specifier.startsWith('.')) {
    const [top = ''] = normalize(join(dirname(importedBy), specifier)).split('/');
    return workspaces.includes(top) ? `@vakgraaf/${top}` : null;
  }
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Paths in the lock file that `npm ci --omit=dev -w FOLDER…` installs, in order. */
export function installedWith(
  packages: Readonly<Record<string, LockedPackage>>,
  folders: readonly string[],
): readonly string[] {
  const installed = new Set<string>();
  const queue = [...folders];
  for (const path of queue) {
    const entry = packages[path];
    if (entry === undefined || installed.has(path)) continue;
    installed.add(path);
    if (entry.link) queue.push(entry.resolved ?? '');
    // An optional peer is installed as well where it is there for another package.
    const names = Object.keys({
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...entry.peerDependencies,
    });
    queue.push(...names.flatMap((name) => placeOf(packages, path, name)));
  }
  return [...installed].toSorted();
}

/** Where Node finds a package: the nearest `node_modules` on the way up. */
function placeOf(
  packages: Readonly<Record<string, LockedPackage>>,
  importedBy: string,
  name: string,
): readonly string[] {
  for (let folder = importedBy; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = join(folder, 'node_modules', name);
    if (place in packages) return [place];
    if (folder === '') return [];
  }
}
