import type { PageBuild } from '../ui/build-page.mjs';

/** Builds the dashboard into `outDir`; reuses an existing build of the same sources. */
export function buildDashboard(options: { readonly outDir: string }): Promise<PageBuild>;
