import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { redirect, reply, type Reply } from './http-response.ts';
import { buildingPage, dashboardBuildingPage, noExplorerPage } from './serve-pages.ts';

/** The built files of one of our pages. */
export interface PageFiles {
  /** Whether the gateway has these pages; their build may still be running. */
  readonly isConfigured: boolean;
  /** Its index page, or another of its HTML files. */
  page(file?: string): Promise<Reply>;
  /** Null when there is no such file, or when the path leaves the folder. */
  asset(path: string): Promise<Reply | null>;
}

const HTML = 'text/html; charset=utf-8';

const TYPES: Readonly<Record<string, string>> = {
  '.html': HTML,
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

/** File names with a hash of the content, which therefore never change. */
const HASHED_NAME = /^assets\/.*[-.][\w-]{8}\.\w+$/;
const SEGMENT = /^[\w@][\w@.-]*$/;

/** The explorer: its page at `/graphql`, its assets under `/explorer/`. */
export function createExplorerFiles(folder: string | undefined): PageFiles {
  return createPageFiles(folder, {
    absent: reply(200, HTML, noExplorerPage()),
    building: reply(200, HTML, buildingPage()),
  });
}

/** The dashboard: its page at `/`, its assets under `/dashboard/`; without one, the explorer. */
export function createDashboardFiles(folder: string | undefined): PageFiles {
  return createPageFiles(folder, {
    absent: redirect('/graphql'),
    building: reply(200, HTML, dashboardBuildingPage()),
  });
}

/** Looks in the folder for each request: at start the page may still be being built. */
function createPageFiles(
  folder: string | undefined,
  instead: { readonly absent: Reply; readonly building: Reply },
): PageFiles {
  const read = folder === undefined ? undefined : createReader(folder);
  return {
    isConfigured: folder !== undefined,
    async page(file = 'index.html') {
      if (read === undefined) return instead.absent;
      const page = await read(file);
      return page ? { ...reply(200, HTML, page), isFile: true } : instead.building;
    },
    async asset(path) {
      const type = TYPES[extname(path)];
      if (read === undefined || type === undefined) return null;
      if (!path.split('/').every((segment) => SEGMENT.test(segment))) return null;
      const body = await read(path);
      if (body === null) return null;
      const caching = HASHED_NAME.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      const headers = { 'content-type': type, 'cache-control': caching };
      return { status: 200, headers, body, isFile: true };
    },
  };
}

/**
 * Reads files, and keeps each until it changes: as many as the folder holds. Compares real paths, so that a
 * symbolic link cannot lead out of the folder.
 */
function createReader(folder: string) {
  const kept = new Map<string, { readonly version: string; readonly body: Buffer }>();
  return async function read(path: string): Promise<Buffer | null> {
    try {
      const root = await realpath(folder);
      const file = await realpath(join(root, path));
      if (!file.startsWith(root + sep)) return null;
      const { mtimeMs, size } = await stat(file);
      const version = `${mtimeMs} ${size}`;
      const before = kept.get(file);
      if (before?.version === version) return before.body;
      const body = await readFile(file);
      kept.set(file, { version, body });
      return body;
    } catch {
      return null;
    }
  };
}
