import type { PageBuild } from '../ui/build-page.mjs';

/** Builds the explorer into `outDir`; reuses an existing build of the same sources. */
export function buildExplorer(options: { readonly outDir: string }): Promise<PageBuild>;
