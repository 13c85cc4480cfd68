import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { redirect, reply, type Reply } from './http-response.ts';
import { buildingPage, dashboardBuildingPage, noExplorerPage } from './serve-pages.ts';

/** The built files of one of our pages. */
export interface PageFiles {
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

/** Reads from the folder for each request: at start the page may still be being built. */
function createPageFiles(
  folder: string | undefined,
  instead: { readonly absent: Reply; readonly building: Reply },
): PageFiles {
  return {
    async page(file = 'index.html') {
      if (folder === undefined) return instead.absent;
      const page = await readInside(folder, file);
      return page ? reply(200, HTML, page) : instead.building;
    },
    async asset(path) {
      const type = TYPES[extname(path)];
      if (folder === undefined || type === undefined) return null;
      if (!path.split('/').every((segment) => SEGMENT.test(segment))) return null;
      const body = await readInside(folder, path);
      if (body === null) return null;
      const caching = HASHED_NAME.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return { status: 200, headers: { 'content-type': type, 'cache-control': caching }, body };
    },
  };
}

/** Compares real paths, so that a symbolic link cannot lead out of the folder. */
async function readInside(folder: string, path: string): Promise<Buffer | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    return file.startsWith(root + sep) ? await readFile(file) : null;
  } catch {
    return null;
  }
}
