import DataLoader from 'dataloader';
import {
  arrived,
  askPartner,
  gatherResults,
  notOffered,
  type PartnerResult,
} from '../kit/partners/ask-partner.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { RegisterPart } from './layout.ts';
import type { RegisterContent } from './records.ts';
import type { ProvinceSource } from './source.ts';

/** A connected province. */
export type Province = ConnectedPartner<{
  /** CBS code. */
  readonly region: string;
  readonly source: ProvinceSource;
}>;

export type ProvincesLoaders = ReturnType<typeof createProvincesLoaders>;

export type Context = SubgraphContext<ProvincesLoaders>;

interface FileKey {
  readonly partner: string;
  readonly file: string;
}

const NOTHING: RegisterContent = {
  pilots: [],
  grants: [],
  subsidies: [],
  unknownWords: [],
  unknownCounts: [],
  unread: [],
};

/** Batches the calls of one request: each file of a register at most once. */
export function createProvincesLoaders(
  provinces: readonly Province[],
  { partnerRequest: request }: RequestContext,
) {
  const find = (id: string) => provinces.find((one) => one.id === id);
  const files = new DataLoader<FileKey, PartnerResult<RegisterContent>, string>(
    (keys) =>
      Promise.all(
        keys.map(async ({ partner, file }) => {
          const province = find(partner);
          if (province === undefined) return arrived(NOTHING);
          return askPartner(province, (one, call) => one.source.read(file, call), request);
        }),
      ),
    { cacheKeyFn: ({ partner, file }) => `${partner} ${file}` },
  );

  /** A part of one province's register; empty for an unknown province. */
  const partOf = async <Part extends RegisterPart>(
    partner: string,
    part: Part,
  ): Promise<PartnerResult<RegisterContent[Part]>> => {
    const province = find(partner);
    if (province === undefined) return arrived(NOTHING[part]);
    const file = province.source.fileOf(part);
    if (file === null) return { isUnavailable: true, unavailable: notOffered(province) };
    const result = await files.load({ partner, file });
    return result.isUnavailable ? result : arrived(result.value[part]);
  };

  return {
    partners: provinces,
    partOf,
    /** A part of every province's register. */
    all: <Part extends RegisterPart>(part: Part) =>
      gatherResults(provinces, ({ id }) => partOf(id, part)),
    /** Reads one file of each register. */
    ping: () => {
      const firstOf = ({ id, source }: Province) =>
        source.files.slice(0, 1).map((file) => ({ partner: id, file }));
      return files.loadMany(provinces.flatMap(firstOf));
    },
  };
}
