import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { ProvincesLoaders } from './loaders.ts';

/** Which register a record comes from, when it last changed there, and whether it is invented. */
export function provenanceOf(
  record: { readonly province: string; readonly changedAt: string | null } | null,
  { loaders }: SubgraphContext<ProvincesLoaders>,
) {
  return (
    record && {
      partner: record.province,
      asOf: record.changedAt,
      synthetic: loaders.provinces.some((one) => one.id === record.province && one.isSynthetic),
    }
  );
}
