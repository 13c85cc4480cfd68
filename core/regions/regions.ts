/**
 * What lies where, and when. Pure functions over the region table; a date is `YYYY-MM-DD` and
 * never taken from the clock here.
 */
import { regionTable } from './region-table.ts';
import type { Area, Municipality, Region, RegionKind, Span } from './region-table.ts';

export { REGION_KINDS } from './region-table.ts';
export type { Region, RegionKind } from './region-table.ts';

/** Every region, or every one of a kind, in the order of the table. Ended municipalities too. */
export function allRegions(kind: RegionKind | null = null): readonly Region[] {
  return kind === null ? index().all : index().all.filter((region) => region.kind === kind);
}

/** The region of this kind and code; upper and lower case alike. */
export function findRegion(kind: RegionKind, code: string): Region | null {
  return index().byKey.get(keyOf({ kind, code })) ?? null;
}

/** The members of a region on a day: regions that lie wholly within it, municipalities first. */
export function membersOf(region: Region, kind: RegionKind, on: string): readonly Region[] {
  return remembered(on, `members ${kind} ${keyOf(region)}`, () => findMembers(region, kind, on));
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
 * The regions that share a municipality with this one on a day, itself left out. Its municipalities
 * are its members, so they are named only when they are asked for.
 */
export function overlapsOf(region: Region, kind: RegionKind | null, on: string): readonly Region[] {
  return remembered(on, `overlaps ${kind} ${keyOf(region)}`, () => {
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
 * The regions that a municipality is in on a day, itself first; none on a day on which it did not
 * exist, so ask with the date of the record.
 */
export function regionsOf(municipality: string, on: string): readonly Region[] {
  const found = index().municipalities.get(municipality.toUpperCase());
  if (!found || !isOn(found, on)) return [];
  return remembered(on, `regions of ${found.code}`, () =>
    [found, ...regionTable().areas.filter((area) => isIn(found, area, on))].map(publicPart),
  );
}

/**
 * The codes of the municipalities in any of these regions on a day, to match records by. Codes of
 * municipalities that have merged into one of them count too, since old records still carry those;
 * and so does a municipality that is asked for by itself, whether it still exists or not.
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
 * Whether two regions have ground in common on a day. Regions whose municipalities the table does
 * not have (Limburg) still meet themselves and the parts of the country that they belong to.
 */
export function isOverlapping(one: Region, other: Region, on: string): boolean {
  if (isSame(one, other) || provinceOf(one, other) || provinceOf(other, one)) return true;
  const codes = municipalitiesOf([one], on);
  return [...municipalitiesOf([other], on)].some((code) => codes.has(code));
}

/** The municipality in which a city lies on a day; `null` when the table does not have the city. */
export function municipalityOfCity(city: string, on: string): string | null {
  const code = index().cities.get(foldName(city)) ?? null;
  let municipality = code === null ? undefined : index().municipalities.get(code);
  while (municipality && municipality.into !== null && !isOn(municipality, on))
    municipality = index().municipalities.get(municipality.into);
  return municipality?.code ?? null;
}

/** A name as it is compared: without case, accents, and the difference between hyphen and space. */
export function foldName(name: string): string {
  // Marks go first: to put a long row of them in order takes time with the square of its length.
  return name
    .replace(/\p{Mark}/gu, '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}

/**
 * What was found before, by the last day until then on which the table changes: between two changes every
 * day is alike, so that a client's days do not make this grow.
 */
const found = new Map<string, Map<string, readonly Region[]>>();

function remembered<Found extends Region>(
  on: string,
  key: string,
  find: () => readonly Found[],
): readonly Found[] {
  const changedOn = index().changeDays.findLast((day) => day <= on) ?? '';
  const ofDay = found.get(changedOn) ?? new Map<string, readonly Region[]>();
  found.set(changedOn, ofDay);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key is used by one finder alone
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
}

let built: Index | null = null;

function index(): Index {
  built ??= createIndex();
  return built;
}

function createIndex(): Index {
  const { areas, municipalities, cities } = regionTable();
  const all = [...areas, ...municipalities].map(publicPart);
  const spans: readonly Span[] = municipalities.flatMap((one) => [one, ...one.memberships]);
  const days = spans.flatMap(({ since, until }) => [since ?? [], until ?? []].flat());
  return {
    changeDays: [...new Set(days)].toSorted(),
    all,
    byKey: new Map(all.map((region) => [keyOf(region), region])),
    municipalities: new Map(municipalities.map((one) => [one.code, one])),
    // A municipality's own name comes last and so wins over a place of the same name.
    cities: new Map([
      ...cities.map(({ city, municipality }) => [foldName(city), municipality] as const),
      ...municipalities.flatMap(({ name, aliases, code }) =>
        [name, ...aliases].map((city) => [foldName(city), code] as const),
      ),
    ]),
  };
}

function municipalitiesOn(region: Region, on: string): readonly Municipality[] {
  return remembered(on, `municipalities ${keyOf(region)}`, () => findMunicipalities(region, on));
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

/** Only a region whose municipalities are all known can be said to lie within another. */
function isWithin(area: Area, codes: ReadonlySet<string>, on: string): boolean {
  const own = municipalitiesOn(area, on);
  return area.complete && own.length > 0 && own.every(({ code }) => codes.has(code));
}

function provinceOf(whole: Region, part: Region): boolean {
  const area = regionTable().areas.find((one) => isSame(one, whole));
  return part.kind === 'PROVINCIE' && (area?.provinces.includes(part.code) ?? false);
}

function isOn({ since, until }: Span, on: string): boolean {
  return (since === null || since <= on) && (until === null || on < until);
}

function isSame(one: Region, other: Region): boolean {
  return one.kind === other.kind && one.code === other.code;
}

function keyOf({ kind, code }: Pick<Region, 'kind' | 'code'>): string {
  return `${kind} ${code.toLowerCase()}`;
}

function publicPart({ kind, code, name, aliases }: Region): Region {
  return { kind, code, name, aliases };
}
