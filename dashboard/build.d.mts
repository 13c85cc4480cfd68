/** Builds the dashboard into `outDir`, or finds that the build there is of these very sources. */
export function buildDashboard(options: { readonly outDir: string }): Promise<{
  readonly outDir: string;
  readonly isReused: boolean;
  readonly tookMs: number;
}>;
