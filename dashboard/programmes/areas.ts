import type { RegionKind } from '../operations/generated.ts';

/** A region, province or municipality in which a programme works. */
export interface Area {
  readonly kind: RegionKind;
  readonly code: string;
}

export function keyOf({ kind, code }: Area): string {
  return `${kind} ${code}`;
}
