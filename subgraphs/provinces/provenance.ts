import type { KindContext } from '../subgraph.ts';
import type { ProvincesLoaders } from './loaders.ts';

/** Which register a record comes from, when it last changed there, and whether it is invented. */
export function provenanceOf(
  record: { readonly province: string; readonly changedAt: string | null } | null,
  { loaders }: KindContext<ProvincesLoaders>,
) {
  return (
    record && {
      partner: record.province,
      asOf: record.changedAt,
      synthetic: loaders.provinces.some((one) => one.id === record.province && one.isSynthetic),
    }
  );
}
