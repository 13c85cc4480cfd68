/**
 * Which regions contain or overlap each other on a date (`YYYY-MM-DD`). Pure functions over the region
 * table: the date is always an argument.
 */
import { regionTable } from './region-table.ts';
import type {
  Area,
  Municipality,
  Period,
  Region,
  RegionKind,
  RegionTable,
} from './region-table.ts';

export { REGION_KINDS } from './region-table.ts';
export type { Region, RegionKind } from './region-table.ts';

/** All regions, or all of one kind, in the order of the table, including former municipalities. */
export function allRegions(kind: RegionKind | null = null): readonly Region[] {
  return kind === null ? index().all : index().all.filter((region) => region.kind === kind);
}

/** The region of this kind and code, regardless of case. */
export function findRegion(kind: RegionKind, code: string): Region | null {
  return index().byKey.get(keyOf({ kind, code })) ?? null;
}

/** The regions of a kind that lie entirely within a region on a day. */
export function membersOf(region: Region, kind: RegionKind, on: string): readonly Region[] {
  return cached(on, `members ${kind} ${keyOf(region)}`, () => findMembers(region, kind, on));
}

function findMembers(region: Region, kind: RegionKind, on: string): readonly Region[] {
  const own = municipalitiesOn(region, on);
  if (kind === 'GEMEENTE') return region.kind === 'GEMEENTE' ? [] : own.map(publicPart);
  const codes = new Set(own.map(({ code }) => code));
  return regionTable()
    .areas.filter((area) => area.kind === kind && !isSame(area, region))
    .filter((area) => provinceOf(region, area) || isWithin(area, codes, on))
    .map(publicPart);
}

/**
 * The other regions that share a municipality with this one on a day. Municipalities are included only
 * when `kind` is `GEMEENTE`, because they are its members.
 */
export function overlapsOf(region: Region, kind: RegionKind | null, on: string): readonly Region[] {
  return cached(on, `overlaps ${kind} ${keyOf(region)}`, () => {
    const overlapping = municipalitiesOn(region, on).flatMap(({ code }) => regionsOf(code, on));
    const keys = new Set(overlapping.map(keyOf));
    return allRegions(kind).filter(
      (other) =>
        keys.has(keyOf(other)) &&
        !isSame(other, region) &&
        (kind !== null || other.kind !== 'GEMEENTE'),
    );
  });
}

/**
 * The municipality and the regions that it is in on a day; empty on a day on which it did not exist,
 * so pass the date of the record.
 */
export function regionsOf(municipality: string, on: string): readonly Region[] {
  const found = index().municipalities.get(municipality.toUpperCase());
  if (!found || !isOn(found, on)) return [];
  return cached(on, `regions of ${found.code}`, () =>
    [found, ...regionTable().areas.filter((area) => isIn(found, area, on))].map(publicPart),
  );
}

/**
 * The codes of the municipalities in any of these regions on a day, for matching records. Includes the
 * codes of municipalities that have merged into one of them, since old records still carry those, and
 * every municipality in `regions` itself, even if it no longer exists.
 */
export function municipalitiesOf(regions: readonly Region[], on: string): ReadonlySet<string> {
  const codes = new Set(
    regions.flatMap((region) => municipalitiesOn(region, on).map(({ code }) => code)),
  );
  for (const { code, into, until } of regionTable().municipalities)
    if (into !== null && until !== null && until <= on && codes.has(into)) codes.add(code);
  for (const { kind, code } of regions) if (kind === 'GEMEENTE') codes.add(code);
  return codes;
}

/**
 * Whether two regions overlap on a day. A region without municipalities in the table (Limburg) still
 * overlaps itself and the part of the country that it belongs to.
 */
export function isOverlapping(one: Region, other: Region, on: string): boolean {
  if (isSame(one, other) || provinceOf(one, other) || provinceOf(other, one)) return true;
  const codes = municipalitiesOf([one], on);
  return [...municipalitiesOf([other], on)].some((code) => codes.has(code));
}

/** Code of the municipality of a city on a day; null when the city is not in the table. */
export function municipalityOfCity(city: string, on: string): string | null {
  const code = index().cities.get(foldName(city)) ?? null;
  let municipality = code === null ? undefined : index().municipalities.get(code);
  while (municipality && municipality.into !== null && !isOn(municipality, on))
    municipality = index().municipalities.get(municipality.into);
  return municipality?.code ?? null;
}

/** A name for comparison: without case, accents, and the difference between hyphen and space. */
export function foldName(name: string): string {
  // Marks are removed first, because normalizing a long row of them takes quadratic time.
  return name
    .replace(/\p{Mark}/gu, '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

/**
 * Results by the last day, up to the requested day, on which the table changes. The result is the same for
 * all days between two changes, so the cache does not grow with the dates that clients send.
 */
function cached<Found extends Region>(
  on: string,
  key: string,
  find: () => readonly Found[],
): readonly Found[] {
  const { changeDays, cache } = index();
  const changedOn = changeDays.findLast((day) => day <= on) ?? '';
  const ofDay = cache.get(changedOn) ?? new Map<string, readonly Region[]>();
  cache.set(changedOn, ofDay);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key is used by one function only
  const known = ofDay.get(key) as readonly Found[] | undefined;
  if (known !== undefined) return known;
  const list = find();
  ofDay.set(key, list);
  return list;
}

interface Index {
  /** Days on which a municipality or a membership begins or ends, sorted. */
  readonly changeDays: readonly string[];
  readonly all: readonly Region[];
  readonly byKey: ReadonlyMap<string, Region>;
  readonly municipalities: ReadonlyMap<string, Municipality>;
  readonly cities: ReadonlyMap<string, string>;
  readonly cache: Map<string, Map<string, readonly Region[]>>;
}

/** An index belongs to the table of which it was made, since the table may be read anew. */
const indexes = new WeakMap<RegionTable, Index>();

function index(): Index {
  const table = regionTable();
  const known = indexes.get(table);
  if (known !== undefined) return known;
  const made = createIndex(table);
  indexes.set(table, made);
  return made;
}

function createIndex({ areas, municipalities, cities }: RegionTable): Index {
  const all = [...areas, ...municipalities].map(publicPart);
  const periods: readonly Period[] = municipalities.flatMap((one) => [one, ...one.memberships]);
  const days = periods.flatMap(({ since, until }) => [since ?? [], until ?? []].flat());
  return {
    changeDays: [...new Set(days)].toSorted(),
    all,
    byKey: new Map(all.map((region) => [keyOf(region), region])),
    municipalities: new Map(municipalities.map((one) => [one.code, one])),
    // The names of municipalities come last, so that they override a city of the same name.
    cities: new Map([
      ...cities.map(({ city, municipality }) => [foldName(city), municipality] as const),
      ...municipalities.flatMap(({ name, aliases, code }) =>
        [name, ...aliases].map((city) => [foldName(city), code] as const),
      ),
    ]),
    cache: new Map(),
  };
}

function municipalitiesOn(region: Region, on: string): readonly Municipality[] {
  return cached(on, `municipalities ${keyOf(region)}`, () => findMunicipalities(region, on));
}

function findMunicipalities(region: Region, on: string): readonly Municipality[] {
  const { areas, municipalities } = regionTable();
  if (region.kind === 'GEMEENTE')
    return municipalities.filter((one) => isSame(one, region) && isOn(one, on));
  const area = areas.find((one) => isSame(one, region));
  return area ? municipalities.filter((one) => isOn(one, on) && isIn(one, area, on)) : [];
}

function isIn({ province, memberships }: Municipality, area: Area, on: string): boolean {
  return (
    area.code === province ||
    area.provinces.includes(province) ||
    memberships.some((one) => one.code === area.code && isOn(one, on))
  );
}

/** Only for a region whose municipalities are all in the table. */
function isWithin(area: Area, codes: ReadonlySet<string>, on: string): boolean {
  const own = municipalitiesOn(area, on);
  return area.complete && own.length > 0 && own.every(({ code }) => codes.has(code));
}

function provinceOf(whole: Region, part: Region): boolean {
  const area = regionTable().areas.find((one) => isSame(one, whole));
  return part.kind === 'PROVINCIE' && (area?.provinces.includes(part.code) ?? false);
}

function isOn({ since, until }: Period, on: string): boolean {
  return (since === null || since <= on) && (until === null || on < until);
}

export function isSame(one: Region, other: Region): boolean {
  return one.kind === other.kind && one.code === other.code;
}

function keyOf({ kind, code }: Pick<Region, 'kind' | 'code'>): string {
  return `${kind} ${code.toLowerCase()}`;
}

function publicPart({ kind, code, name, aliases }: Region): Region {
  return { kind, code, name, aliases };
}
