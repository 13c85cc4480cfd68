/** The sentences why an instrument fits: Dutch first, then English. */
import type { Region } from '../../../core/regions/regions.ts';
import { isSectorCovered, type Sector } from '../../../core/sectors/sectors.ts';
import { type Named, GROUP_NAMES } from '../mapping/target-groups.ts';

const SECTOR_NAMES: Readonly<Record<Sector, Named>> = {
  TECHNIEK: ['techniek', 'technology'],
  INSTALLATION_TECHNOLOGY: ['installatietechniek', 'installation technology'],
  CONSTRUCTION: ['bouw', 'construction'],
  CARE: ['zorg', 'care'],
  ICT: ['ICT', 'ICT'],
  MANUFACTURING: ['maakindustrie', 'manufacturing'],
  PAPER_AND_BOARD: ['papier en karton', 'paper and board'],
  AVIATION: ['luchtvaart', 'aviation'],
  ENERGY_TRANSITION: ['energietransitie', 'the energy transition'],
  EDUCATION: ['onderwijs', 'education'],
  OTHER: ['overige sectoren', 'other sectors'],
};
const REGION_KINDS: Readonly<Record<Region['kind'], Named>> = {
  GEMEENTE: ['gemeente', 'municipality'],
  PROVINCIE: ['provincie', 'province'],
  ARBEIDSMARKTREGIO: ['arbeidsmarktregio', 'labour market region'],
  LANDSDEEL: ['landsdeel', 'part of the country'],
  COOPERATION: ['samenwerkingsregio', 'cooperation region'],
};

export const EVERYWHERE = line('Geldt in heel Nederland', 'Valid in the whole country');
export const EVERY_SECTOR = line('Geldt voor alle sectoren', 'Valid for every sector');
export const EVERYONE = line('Bedoeld voor iedereen', 'Meant for everyone');

/** Where it is valid: its regions that overlap the region in the filter, wholly or in part. */
export function regionReason(regions: readonly Region[], isWhole: boolean): string {
  const named = regions.map(nameOf);
  const dutch = listed(named, 0, 'en');
  const english = listed(named, 1, 'and');
  return isWhole
    ? line(`Geldt in ${dutch}`, `Valid in ${english}`)
    : line(
        `Geldt in een deel van de gevraagde regio: ${dutch}`,
        `Valid in part of the region asked: ${english}`,
      );
}

/** Where it takes place within the region in the filter. */
export function placeReason(regions: readonly Region[]): string {
  const named = regions.map(nameOf);
  return line(`Te volgen in ${listed(named, 0, 'en')}`, `Given in ${listed(named, 1, 'and')}`);
}

function nameOf({ kind, name }: Region): Named {
  const [dutch, english] = REGION_KINDS[kind];
  return [`${dutch} ${name}`, `${name} (${english})`];
}

/** For which sectors it is, and how the sector in the filter belongs to them. */
export function sectorReason(sectors: readonly Sector[], asked: Sector): string {
  const [askedDutch, askedEnglish] = SECTOR_NAMES[asked];
  if (sectors.includes(asked)) {
    return line(`Voor de sector ${askedDutch}`, `For the sector ${askedEnglish}`);
  }
  const named = sectors.map((sector) => SECTOR_NAMES[sector]);
  const dutch = listed(named, 0, 'en');
  const english = listed(named, 1, 'and');
  return isSectorCovered(sectors, asked)
    ? line(`Voor ${dutch}, ook ${askedDutch}`, `For ${english}, ${askedEnglish} included`)
    : line(`Voor ${dutch}, binnen ${askedDutch}`, `For ${english}, within ${askedEnglish}`);
}

/** For which groups it is: those that the person belongs to. */
export function groupReason(codes: readonly string[]): string {
  const named = codes.map((code) => GROUP_NAMES[code] ?? ([code, code] as const));
  return line(`Bedoeld voor ${listed(named, 0, 'en')}`, `Meant for ${listed(named, 1, 'and')}`);
}

/** For which groups it is, where the filter does not say whether the person belongs to one. */
export function unsureGroupReason(codes: readonly string[]): string {
  const named = codes.map((code) => GROUP_NAMES[code] ?? ([code, code] as const));
  return line(
    `Alleen voor ${listed(named, 0, 'en')}: ga na of u daarbij hoort`,
    `Only for ${listed(named, 1, 'and')}: check whether you belong to them`,
  );
}

/** For which ages it is. */
export function ageReason(from: number | null, to: number | null): string {
  if (to === null) return line(`Vanaf ${from} jaar`, `From the age of ${from}`);
  if (from === null) return line(`Tot en met ${to} jaar`, `Up to the age of ${to}`);
  return line(`Van ${from} tot en met ${to} jaar`, `From ${from} up to ${to} years of age`);
}

/** What the participant of a funded training pays. */
export function contributionReason(euro: number | null): string {
  if (euro === null) return line('Bekostigd door een programma', 'Funded by a programme');
  if (euro === 0) return line('Kosteloos voor de deelnemer', 'Free of charge for the participant');
  return line(`Eigen bijdrage: ${euro} euro`, `Own contribution: ${euro} euro`);
}

/** Why one cannot apply, or until when one can. */
export function statusReason(
  status: 'OPEN' | 'EXHAUSTED' | 'CLOSED',
  { opensOn, closesOn }: { readonly opensOn: string | null; readonly closesOn: string | null },
  on: string,
): string {
  if (status === 'EXHAUSTED') return line('Het budget is uitgeput', 'The budget is exhausted');
  if (status === 'OPEN' && closesOn !== null) {
    return line(`Open tot en met ${dutchDate(closesOn)}`, `Open up to and including ${closesOn}`);
  }
  if (status === 'OPEN') return line('Doorlopend open', 'Open without an end date');
  return opensOn !== null && opensOn > on
    ? line(`Opent op ${dutchDate(opensOn)}`, `Opens on ${opensOn}`)
    : line(`Gesloten na ${dutchDate(closesOn ?? on)}`, `Closed after ${closesOn ?? on}`);
}

function line(dutch: string, english: string): string {
  return `${dutch}. / ${english}.`;
}

function listed(names: readonly Named[], language: 0 | 1, and: string): string {
  const texts = [...new Set(names.map((name) => name[language]))];
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} ${and} ${last}`;
}

function dutchDate(day: string): string {
  return day.split('-').toReversed().join('-');
}
