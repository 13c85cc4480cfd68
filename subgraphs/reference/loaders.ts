import { findRegion, isOverlapping, type Region } from '../../core/regions/regions.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import { regionOfCode, type RegionKey } from '../kit/mapping/entity-keys.ts';
import { createListIndex } from '../kit/mapping/list-index.ts';
import type {
  IndicatorModel,
  OrganisationModel,
  ProgrammeModel,
  RegionModel,
  OrganisationRoleModel,
  SourceDocumentModel,
  TargetGroupModel,
} from './models.ts';
import type { MeasureRecord, PublishedFacts } from './records.ts';
import type { Profile } from '../../core/config-file/configuration.ts';
import { createTermSearch } from './vocabulary.ts';

export type ReferenceLoaders = ReturnType<typeof createReferenceLoaders>;

export type Context = SubgraphContext<ReferenceLoaders>;

/** Facts by their keys, in memory. */
export function createReferenceLoaders(
  facts: PublishedFacts,
  partnerIds: readonly string[],
  profile: Profile,
) {
  const programmes = new Map(facts.programmes.map((one) => [one.id, one]));
  const organisations = new Map(facts.organisations.map((one) => [one.id, one]));
  const targetGroups = new Map(facts.targetGroups.map((one) => [one.code, one]));
  const measures = new Map(facts.measures.map((one) => [one.id, one]));
  const figures = [...facts.indicators, ...facts.labourMarket];
  const indicators = new Map(figures.map((one) => [one.id, one]));
  const sources = new Map(facts.sourceDocuments.map((one) => [one.id, one]));
  const rolesByOrganisation = new Map<string, OrganisationRoleModel[]>();
  for (const { id: programme, roles } of facts.programmes) {
    for (const role of roles) {
      const known = rolesByOrganisation.get(role.organisation) ?? [];
      known.push({ ...role, programme });
      rolesByOrganisation.set(role.organisation, known);
    }
  }
  const figuresOf = createListIndex<PublishedFacts['labourMarket'][number]>(
    ({ region }) => regionOfCode(region)?.code ?? null,
  );
  const partnerRegions = regionsOfPartners(facts, partnerIds);

  return {
    facts,
    findTerms: createTermSearch(facts.targetGroups, profile),
    programme: (id: string): ProgrammeModel => programmes.get(id) ?? { id },
    organisation: (id: string): OrganisationModel => organisations.get(id) ?? { id },
    region: ({ kind, code }: RegionKey): RegionModel => findRegion(kind, code) ?? { kind, code },
    targetGroup: (code: string): TargetGroupModel => targetGroups.get(code) ?? { code },
    /** A published figure, one of a labour market included. */
    indicator: (id: string): IndicatorModel | undefined => indicators.get(id),
    labourMarketOf: (region: Region) => figuresOf(facts.labourMarket, region.code),
    measure: (id: string): MeasureRecord => measures.get(id) ?? { id, name: id },
    /** The source document of one fact, with what it says about that fact. */
    source: (
      id: string,
      about?: { readonly fact: string; readonly states: string },
    ): SourceDocumentModel => {
      const found = sources.get(id);
      if (found === undefined) throw new Error(`Cannot find the source document "${id}"`);
      const { words: _, ...source } = found;
      return about === undefined
        ? source
        : { ...source, id: `${source.id}#${about.fact}`, states: about.states };
    },
    rolesOf: (organisation: string): readonly OrganisationRoleModel[] =>
      rolesByOrganisation.get(organisation) ?? [],
    /** Whether a partner of the partner list has its seat, a location or a role here on a day. */
    hasPartners: onceADay((region, on) =>
      partnerRegions.some((one) => isOverlapping(region, one, on)),
    ),
  };
}

type FindOnDay = (region: Region, on: string) => boolean;

/** Caches the results of one day. */
function onceADay(find: FindOnDay): FindOnDay {
  const known = new Map<Region, boolean>();
  let day = '';
  return (region, on) => {
    if (on !== day) known.clear();
    day = on;
    const found = known.get(region) ?? find(region, on);
    known.set(region, found);
    return found;
  };
}

/** A role without a region of its own counts in the regions of its programme. */
function regionsOfPartners(
  facts: PublishedFacts,
  partnerIds: readonly string[],
): readonly Region[] {
  const seats = facts.organisations
    .filter(({ id }) => partnerIds.includes(id))
    .flatMap(({ regions }) => regions);
  const worksIn = facts.programmes.flatMap(({ roles, regions }) =>
    roles
      .filter(({ organisation }) => partnerIds.includes(organisation))
      .flatMap(({ region }) => (region === null ? regions : [region])),
  );
  return [...new Set([...seats, ...worksIn])].flatMap((code) => regionOfCode(code) ?? []);
}
