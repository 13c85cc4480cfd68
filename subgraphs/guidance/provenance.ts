import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { GuidanceLoaders } from './loaders.ts';

/** Where a record of a case system comes from, as the contract's `Provenance`. */
export function provenanceOf(
  record: { readonly system: string; readonly changedAt: string | null } | null,
  { loaders }: SubgraphContext<GuidanceLoaders>,
) {
  if (record === null) return null;
  const isSynthetic = loaders.systems.some((one) => one.id === record.system && one.isSynthetic);
  return { partner: record.system, asOf: record.changedAt, synthetic: isSynthetic };
}
