/** From the choices in the address to the variables of the query, and from its response to what the page shows. */
import type { Language } from '../../../ui/language.ts';
import type {
  EducationLevel,
  GevondenFragment,
  InstrumentenQuery,
  InstrumentenQueryVariables,
  Sector,
  Situation,
} from '../../operations/generated.ts';

export type Instrument = GevondenFragment;

/** In the order of the page. */
export const SITUATIONS: readonly Situation[] = [
  'JOBSEEKER',
  'EMPLOYED',
  'SELF_EMPLOYED',
  'SCHOOL_LEAVER',
  'JOB_CHANGER',
  'EMPLOYER',
];

export const SECTORS: readonly Sector[] = [
  'TECHNIEK',
  'INSTALLATION_TECHNOLOGY',
  'CONSTRUCTION',
  'CARE',
  'ICT',
  'MANUFACTURING',
  'PAPER_AND_BOARD',
  'AVIATION',
  'ENERGY_TRANSITION',
  'EDUCATION',
  'OTHER',
];

export const LEVELS: readonly EducationLevel[] = [
  'BASIC',
  'MBO_1',
  'MBO_2',
  'MBO_3',
  'MBO_4',
  'HBO',
  'WO',
];

export const MAX_AGE = 120;

/** A choice that does not exist narrows nothing: an old link keeps working. */
export function variablesOf(choices: Readonly<Record<string, string>>): InstrumentenQueryVariables {
  const { wie, regio = '', sector, leeftijd = '', niveau } = choices;
  const age = /^\d{1,3}$/.test(leeftijd) ? Number(leeftijd) : null;
  const name = regio.trim().slice(0, 100);
  return {
    wie: SITUATIONS.find((one) => one === wie) ?? null,
    regio: name === '' ? null : { kind: null, code: null, name },
    sector: SECTORS.find((one) => one === sector) ?? null,
    leeftijd: age !== null && age <= MAX_AGE ? age : null,
    niveau: LEVELS.find((one) => one === niveau) ?? null,
  };
}

export interface Found {
  /** For which one can apply now: those that pay most first. */
  readonly open: readonly Instrument[];
  /** For which one cannot apply now: those that open first, first. */
  readonly closed: readonly Instrument[];
}

export function foundIn({
  fromFunds,
  fromProvinces,
  fromSchools,
  fromGuidance,
}: NonNullable<InstrumentenQuery['instruments']>): Found {
  const all = [fromFunds, fromProvinces, fromSchools, fromGuidance].flatMap((list) => list ?? []);
  const paid = ({ maximum }: Instrument) => maximum?.amount ?? 0;
  return {
    open: all
      .filter(({ status }) => status === 'OPEN')
      .toSorted((a, b) => paid(b) - paid(a) || byName(a, b)),
    closed: all.filter(({ status }) => status !== 'OPEN').toSorted(byName),
  };
}

function byName(a: Instrument, b: Instrument): number {
  return (a.name ?? '').localeCompare(b.name ?? '', 'nl');
}

/**
 * The reasons in one language; the graph gives `Dutch / English`. The reason that tells the last day is left out,
 * because the page shows that day by itself.
 */
export function reasonsOf(
  { why, closesOn }: Pick<Instrument, 'why' | 'closesOn'>,
  language: Language,
): readonly string[] {
  return (why ?? [])
    .filter((reason) => !reason.includes(closesOn ?? 'Open without an end date'))
    .map((reason) => {
      const [dutch = reason, english = dutch] = reason.split(' / ');
      return language === 'nl' ? dutch : english;
    });
}

/** The names that the gateway gives as the nearest to an unknown region; an empty list when there are none. */
export function nearestNames(refusal: string): readonly string[] {
  const [, names = ''] = refusal.split('nearest are ');
  return [...names.matchAll(/"([^"]+)"/g)].flatMap(([, name]) => name ?? []);
}

/** The refusal is about the region, and not about another variable. */
export function isAboutRegion(refusal: string): boolean {
  return refusal.startsWith('Cannot use this region');
}
