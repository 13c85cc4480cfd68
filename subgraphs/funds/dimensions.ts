import { findRegion, regionsOf, isOverlapping, allRegions } from '../../schema/regions/regions.ts';
import { quartersBetween } from '../disclosure/quarters.ts';
import { regionKey } from '../keys.ts';
import type { SchemeRecord } from './records.ts';
import type { CountedDimension } from './sql.ts';

export type VoucherDimension = CountedDimension | 'FUND';

/** What decides which values a dimension has; all of it is public, or already grouped. */
export interface DimensionScope {
  readonly schemes: readonly SchemeRecord[];
  readonly funds: readonly string[];
  /** Values that the databases gave; a value outside the list is added, never dropped. */
  readonly seen: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly today: string;
}

/** Outside the regions that the schemes are for. */
const ELSEWHERE = 'OTHER';

/** The values of a dimension as they follow from the public schemes, so that empty cells show too. */
export function valuesOf(dimension: VoucherDimension, scope: DimensionScope): readonly string[] {
  const expected = expectedValues(dimension, scope);
  const others = scope.seen.filter((value) => !expected.includes(value));
  return [...expected, ...new Set(others.toSorted())];
}

function expectedValues(dimension: VoucherDimension, scope: DimensionScope): readonly string[] {
  const { schemes } = scope;
  switch (dimension) {
    case 'FUND':
      return scope.funds;
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
      return quartersOf(scope);
    case 'REGION':
      return [...labourRegionsOf(schemes, scope.today), ELSEWHERE];
  }
}

/** While no fund tells its schemes, every value may be one. */
function isAny(schemes: readonly SchemeRecord[], fits: (scheme: SchemeRecord) => boolean): boolean {
  return schemes.length === 0 || schemes.some(fits);
}

function inOrderOf(
  dimension: keyof typeof LABELS,
  isUsed: (value: string) => boolean,
): readonly string[] {
  return Object.keys(LABELS[dimension]).filter(isUsed);
}

function quartersOf({ schemes, from, to, today }: DimensionScope): readonly string[] {
  const opened = schemes.map((scheme) => scheme.opensOn ?? today).toSorted()[0] ?? today;
  const closed =
    schemes
      .map((scheme) => scheme.closesOn ?? today)
      .toSorted()
      .at(-1) ?? today;
  const last = closed < today ? closed : today;
  return quartersBetween(from ?? opened, to ?? last);
}

/** The arbeidsmarktregio's that the schemes are for; all of them where a scheme names no region. */
function labourRegionsOf(schemes: readonly SchemeRecord[], on: string): readonly string[] {
  const all = allRegions('ARBEIDSMARKTREGIO');
  const named = new Set(schemes.flatMap(({ regions }) => regions ?? []));
  const areas = [...named].map((code) => findRegion(regionKey(code).kind, code));
  const isMeant = (region: (typeof all)[number]) =>
    areas.some((area) => area !== null && isOverlapping(area, region, on));
  return all.filter((region) => named.size === 0 || isMeant(region)).map(({ code }) => code);
}

/** The arbeidsmarktregio of a municipality on a day. */
export function regionOfMunicipality(municipality: string | null, on: string): string {
  const regions = municipality === null ? [] : regionsOf(municipality, on);
  return regions.find(({ kind }) => kind === 'ARBEIDSMARKTREGIO')?.code ?? ELSEWHERE;
}

/** A value in Dutch words. */
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

/** The words of the sources, in the order in which they are shown. */
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
