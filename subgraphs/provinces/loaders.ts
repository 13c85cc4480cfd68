import {
  arrived,
  gatherResults,
  notOffered,
  type PartnerResult,
} from '../kit/partners/ask-partner.ts';
import type { Catalogue } from '../kit/partners/catalogue.ts';
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
  /** Each file of its register, as a list with its content alone. */
  readonly files: ReadonlyMap<string, Catalogue<RegisterContent>>;
  readonly source: ProvinceSource;
}>;

export type ProvincesLoaders = ReturnType<typeof createProvincesLoaders>;

export type Context = SubgraphContext<ProvincesLoaders>;

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
  const results = new Map<string, Promise<PartnerResult<RegisterContent>>>();
  const ask = async (province: Province, file: string): Promise<PartnerResult<RegisterContent>> => {
    const result = await province.files.get(file)?.ask(province, request);
    if (result === undefined) return arrived(NOTHING);
    return result.isUnavailable ? result : arrived(result.value.items[0] ?? NOTHING);
  };
  const load = (province: Province, file: string): Promise<PartnerResult<RegisterContent>> => {
    const key = `${province.id} ${file}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = ask(province, file);
    results.set(key, result);
    return result;
  };

  /** A part of one province's register; empty for an unknown province. */
  const partOf = async <Part extends RegisterPart>(
    partner: string,
    part: Part,
  ): Promise<PartnerResult<RegisterContent[Part]>> => {
    const province = find(partner);
    if (province === undefined) return arrived(NOTHING[part]);
    const file = province.source.fileOf(part);
    if (file === null) return { isUnavailable: true, unavailable: notOffered(province) };
    const result = await load(province, file);
    return result.isUnavailable ? result : arrived(result.value[part]);
  };

  return {
    partners: provinces,
    partOf,
    /** A part of every province's register. */
    all: <Part extends RegisterPart>(part: Part) =>
      gatherResults(provinces, ({ id }) => partOf(id, part)),
  };
}
