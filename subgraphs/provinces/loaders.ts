import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import DataLoader from 'dataloader';
import {
  askPartner,
  gatherResults,
  notOffered,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
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

/** Batches the calls of one request: each file of a register at most once. */
export interface ProvincesLoaders {
  /** A part of one province's register; empty for an unknown province. */
  partOf<Part extends RegisterPart>(
    partner: string,
    part: Part,
  ): Promise<PartnerResult<RegisterContent[Part]>>;
  /** A part of every province's register. */
  all<Part extends RegisterPart>(part: Part): Promise<PartnerResults<RegisterContent[Part]>>;
  ping(): Promise<void>;
  readonly partners: readonly Province[];
}

export type Context = SubgraphContext<ProvincesLoaders>;

interface FileKey {
  readonly partner: string;
  readonly file: string;
}

const NOTHING: RegisterContent = { pilots: [], grants: [], subsidies: [], unknownWords: [] };

export function createProvincesLoaders(
  provinces: readonly Province[],
  { partnerRequest: request }: RequestContext,
): ProvincesLoaders {
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

  const partOf: ProvincesLoaders['partOf'] = async (partner, part) => {
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
    all: async (part) => {
      const ids = provinces.map(({ id }) => id);
      return gatherResults(ids, await Promise.all(ids.map((id) => partOf(id, part))));
    },
    ping: async () => {
      const firsts = provinces.flatMap(
        ({
          id,
          source: {
            files: [file],
          },
        }) => (file === undefined ? [] : [{ partner: id, file }]),
      );
      await files.loadMany(firsts);
    },
  };
}

function arrived<T>(value: T): PartnerResult<T> {
  return { isUnavailable: false, value };
}
