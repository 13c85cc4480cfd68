import { membersOf, overlapsOf, type Region, type RegionKind } from '../../core/regions/regions.ts';
import { regionTable } from '../../core/regions/region-table.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { ReferenceLoaders } from './loaders.ts';
import type { RegionNode } from './models.ts';

type Context = SubgraphContext<ReferenceLoaders>;

interface RegionsArguments {
  readonly kind?: RegionKind | null;
  readonly on?: string | null;
}

/**
 * The fields of a region. Of a region whose municipalities the table does not all have, members and
 * overlaps are null: a list with holes would be read as the whole.
 */
export const regionFields = {
  name: ({ record }: RegionNode) => record?.name,
  aliases: ({ record }: RegionNode) => record?.aliases,
  members: ({ record }: RegionNode, { kind, on }: RegionsArguments, context: Context) => {
    const wanted = kind ?? 'GEMEENTE';
    if (record === null || !isKnown(record, wanted)) return null;
    return membersOf(record, wanted, on ?? context.today).map((one) => context.loaders.region(one));
  },
  overlaps: ({ record }: RegionNode, { kind, on }: RegionsArguments, context: Context) => {
    if (record === null || !isKnown(record, null)) return null;
    return overlapsOf(record, kind ?? null, on ?? context.today).map((one) =>
      context.loaders.region(one),
    );
  },
  hasPartners: ({ record }: RegionNode, _: unknown, { loaders, today }: Context) =>
    record && loaders.hasPartners(record, today),
};

/** Whether the table can tell: of a part of the country it knows the provinces in any case. */
function isKnown(region: Region, kind: RegionKind | null): boolean {
  if (region.kind === 'GEMEENTE') return true;
  const area = regionTable().areas.find(
    (one) => one.kind === region.kind && one.code === region.code,
  );
  if (area === undefined) return false;
  return area.complete || (kind === 'PROVINCIE' && area.provinces.length > 0);
}
