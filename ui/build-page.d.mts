import type { PluginOption } from 'vite';

export interface PageBuild {
  readonly outDir: string;
  /** The build in `outDir` was already made from the present sources. */
  readonly isReused: boolean;
  readonly tookMs: number;
}

export interface PageToBuild {
  /** The page's own folder; `ui/`, which both pages use, is added by the build. */
  readonly sources: string;
  /** Path under which the gateway serves the files, with a slash at both ends. */
  readonly base: string;
  readonly outDir: string;
  /** HTML files, `index.html` alone by default. */
  readonly pages?: readonly string[];
  /** Files and folders elsewhere that the page is made from. */
  readonly inputs?: readonly string[];
  readonly plugins?: readonly PluginOption[];
}

/** Builds a page into `outDir`; reuses an existing build of the same sources and lock file. */
export function buildPage(page: PageToBuild): Promise<PageBuild>;

/** Runs `build` when the module at `moduleUrl` is the script that Node was started with. */
export function buildWhenRun(
  name: string,
  moduleUrl: string,
  build: (options: { readonly outDir: string }) => Promise<PageBuild>,
): Promise<void>;
