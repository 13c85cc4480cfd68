import type { PluginOption } from 'vite';

export interface PageBuild {
  readonly outDir: string;
  readonly isReused: boolean;
  readonly tookMs: number;
}

/** A page of ours: its folder, the address its files are served under, and where the build goes. */
export interface PageToBuild {
  readonly sources: string;
  readonly base: string;
  readonly outDir: string;
  /** Its files of HTML, when there are more than `index.html`. */
  readonly pages?: readonly string[];
  /** Other folders that it takes files from; a change there is a new build. */
  readonly alsoFrom?: readonly string[];
  readonly plugins?: readonly PluginOption[];
}

/** Builds a page into `outDir`, or finds that the build there is of these very sources. */
export function buildPage(page: PageToBuild): Promise<PageBuild>;

/** The explorer, built likewise. */
export function buildExplorer(options: { readonly outDir: string }): Promise<PageBuild>;

/** Runs the build when the module at `moduleUrl` is what Node was started with. */
export function buildWhenRun(
  name: string,
  moduleUrl: string,
  build: typeof buildExplorer,
): Promise<void>;
