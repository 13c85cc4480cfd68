/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RegionKind =
  | 'GEMEENTE'
  | 'PROVINCIE'
  | 'ARBEIDSMARKTREGIO'
  | 'LANDSDEEL'
  | 'COOPERATION';

export type RegionQueryVariables = Exact<{
  region: string | number;
  day: string;
}>;


export type RegionQuery = { readonly region: { readonly name: string | null, readonly overlaps: ReadonlyArray<{ readonly kind: RegionKind, readonly code: string }> | null } | null, readonly programmes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly regions: ReadonlyArray<{ readonly kind: RegionKind, readonly code: string }> | null }> } | null, readonly trainings: { readonly nodes: ReadonlyArray<{ readonly name: string | null, readonly provider: { readonly name: string | null } | null, readonly offerings: ReadonlyArray<{ readonly startDate: string | null, readonly seatsLeft: number | null }> | null }> } | null, readonly statisticsTable: { readonly csv: string | null, readonly title: { readonly nl: string } } | null };
