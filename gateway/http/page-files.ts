import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { redirect, reply, type Reply } from './http-response.ts';
import { buildingPage, dashboardBuildingPage, noExplorerPage } from './serve-pages.ts';

/** A page of ours as built files: the page itself, and what it is made of. */
export interface PageFiles {
  /** Its first page, or another of its files of HTML. */
  page(file?: string): Promise<Reply>;
  /** `null` when there is no such file, or when the path is not one of ours. */
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

/** Names that the bundler made from the content: they never change what they hold. */
const HASHED_NAME = /^assets\/.*[-.][\w-]{8}\.\w+$/;
const SEGMENT = /^[\w@][\w@.-]*$/;

/** The explorer: its page for `/graphql`, its assets under `/explorer/`. */
export function createExplorerFiles(folder: string | undefined): PageFiles {
  return createPageFiles(folder, {
    absent: reply(200, HTML, noExplorerPage()),
    building: reply(200, HTML, buildingPage()),
  });
}

/** The dashboard: its page for `/`, its assets under `/dashboard/`; without one, the explorer. */
export function createDashboardFiles(folder: string | undefined): PageFiles {
  return createPageFiles(folder, {
    absent: redirect('/graphql'),
    building: reply(200, HTML, dashboardBuildingPage()),
  });
}

/** Reads from the folder anew each time: the page may still be in the making at start. */
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

/** The real path decides: a link that leads out of the folder is no file of it. */
async function readInside(folder: string, path: string): Promise<Buffer | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    return file.startsWith(root + sep) ? await readFile(file) : null;
  } catch {
    return null;
  }
}
