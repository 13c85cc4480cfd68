import {
  allRegions,
  findRegion,
  isOverlapping,
  membersOf,
  municipalitiesOf,
} from '../../core/regions/regions.ts';
import { lastClosedQuarter, quarterOfDay, quartersBetween } from '../kit/disclosure/quarters.ts';
import { regionOfCode } from '../kit/mapping/entity-keys.ts';
import type { SchemeRecord } from './records.ts';
import type { VoucherDimension } from '../../schema/generated/funds.ts';

/** The order in which a table is protected, whatever the order in a request. */
export const ALL_DIMENSIONS: readonly VoucherDimension[] = [
  'FUND',
  'TYPE',
  'USE',
  'STATUS',
  'REQUESTED_BY',
  'EMPLOYER_SIZE',
  'REGION',
  'QUARTER',
];

/** What determines the values of a dimension; all of it is public. */
export interface DimensionScope {
  readonly schemes: readonly SchemeRecord[];
  readonly funds: readonly string[];
  /** Funds whose schemes are unknown now. */
  readonly unavailable: ReadonlySet<string>;
  readonly today: string;
}

/** The value for regions that no scheme is for. */
export const ELSEWHERE = 'OTHER';

/** The values of a dimension according to the public schemes, so that empty cells show too. */
export function expectedValues(
  dimension: VoucherDimension,
  { schemes, funds, unavailable, today }: DimensionScope,
): readonly string[] {
  switch (dimension) {
    case 'FUND':
      return funds.filter(
        (id) => unavailable.has(id) || schemes.some(({ partner }) => partner === id),
      );
    case 'TYPE':
      return inOrderOf('TYPE', (type) => isAny(schemes, (scheme) => scheme.type === type));
    case 'USE':
      return inOrderOf('USE', (use) =>
        isAny(schemes, ({ uses }) => uses?.some((one) => one === use) ?? true),
      );
    case 'STATUS':
    case 'REQUESTED_BY':
    case 'EMPLOYER_SIZE':
      return inOrderOf(dimension, () => true);
    case 'QUARTER':
      return quartersOf(schemes, today);
    case 'REGION':
      return [...labourRegionsOf(schemes, today), ELSEWHERE];
  }
}

/** Every value is possible while no scheme is known. */
function isAny(schemes: readonly SchemeRecord[], fits: (scheme: SchemeRecord) => boolean): boolean {
  return schemes.length === 0 || schemes.some(fits);
}

function inOrderOf(
  dimension: keyof typeof LABELS,
  isUsed: (value: string) => boolean,
): readonly string[] {
  return Object.keys(LABELS[dimension]).filter(isUsed);
}

/** The closed quarters in which the schemes were open. */
function quartersOf(schemes: readonly SchemeRecord[], today: string): readonly string[] {
  const opened = schemes.map(({ opensOn }) => opensOn ?? today).toSorted()[0] ?? today;
  const closed =
    schemes
      .map(({ closesOn }) => closesOn ?? today)
      .toSorted()
      .at(-1) ?? today;
  const [ended, last] = [quarterOfDay(closed), lastClosedQuarter(today)];
  return quartersBetween(quarterOfDay(opened), ended < last ? ended : last);
}

/** The arbeidsmarktregio's of the schemes; all of them where a scheme names no region. */
function labourRegionsOf(schemes: readonly SchemeRecord[], on: string): readonly string[] {
  // In a region with one municipality in the table, the count would be that of the municipality.
  const all = allRegions('ARBEIDSMARKTREGIO').filter(
    (region) => membersOf(region, 'GEMEENTE', on).length > 1,
  );
  const named = new Set(schemes.flatMap(({ regions }) => regions ?? []));
  const areas = [...named].map(regionOfCode);
  const isEverywhere = named.size === 0 || schemes.some(({ regions }) => regions?.length === 0);
  const isMeant = (region: (typeof all)[number]) =>
    areas.some((area) => area !== null && isOverlapping(area, region, on));
  return all.filter((region) => isEverywhere || isMeant(region)).map(({ code }) => code);
}

/** The arbeidsmarktregio of each municipality, also of those that merged into another. */
export function regionByMunicipality(
  regions: readonly string[],
  on: string,
): ReadonlyMap<string, string> {
  return new Map(
    regions.flatMap((code) => {
      const region = findRegion('ARBEIDSMARKTREGIO', code);
      const municipalities = region === null ? [] : [...municipalitiesOf([region], on)];
      return municipalities.map((municipality) => [municipality, code] as const);
    }),
  );
}

/** The Dutch label of a value. */
export function labelOf(dimension: VoucherDimension, value: string): string | null {
  if (value === ELSEWHERE) return 'elders';
  if (value === 'UNKNOWN') return 'onbekend';
  switch (dimension) {
    case 'FUND':
      return null;
    case 'QUARTER':
      return `${value.slice(6)}e kwartaal ${value.slice(0, 4)}`;
    case 'REGION':
      return findRegion('ARBEIDSMARKTREGIO', value)?.name ?? null;
    default:
      return (LABELS[dimension] as Readonly<Record<string, string>>)[value] ?? null;
  }
}

/** The labels of the sources, in the order in which they are shown. */
const LABELS = {
  TYPE: {
    SEEKING_WORK_IN_TECH: "'Ik zoek werk in de techniek'",
    WORKING_IN_TECH: "'Ik werk in de techniek'",
    RETRAINING_INTO_TECH: "'Ik werk buiten de techniek'",
    SELF_EMPLOYED_IN_TECH: "'Ik ben zzp'er in de techniek'",
    ORIENTATION: 'oriëntatievoucher',
    TRAINING: 'opleidingsvoucher',
    SUPPORT: 'ondersteuningsvoucher',
    GENERIC: 'scholingsvoucher',
  },
  USE: { TRAINING: 'opleiding', ORIENTATION: 'oriëntatie', GUIDANCE: 'begeleiding' },
  STATUS: {
    ISSUED: 'uitgereikt',
    REDEEMED: 'verzilverd',
    EXPIRED: 'verlopen',
    WITHDRAWN: 'ingetrokken',
  },
  REQUESTED_BY: { PERSON: 'zelf', EMPLOYER: 'werkgever', COACH: 'arbeidsmarktcoach' },
  EMPLOYER_SIZE: {
    MICRO: 'minder dan 10 mensen',
    SMALL: '10 tot 50 mensen',
    MEDIUM: '50 tot 250 mensen',
    LARGE: '250 mensen of meer',
    UNKNOWN: 'onbekend',
  },
} as const;
