/**
 * Names of partners and subgraphs, made from their ids until the graph has told its own. The partner list itself is known
 * only to the subgraphs; a new partner needs no entry here when its id reads well.
 */
import type { Bilingual } from './bilingual.ts';

const abbreviations = new Set(['otib', 'oom', 'oomt', 'uwv', 'roc']);
const otherSpellings: Readonly<Record<string, string>> = {
  'a-en-o-metalektro': 'A+O Metalektro',
  'noord-holland': 'Noord-Holland',
  fryslan: 'Fryslân',
};

export interface PartnerName extends Bilingual {
  /** The Dutch name takes a plural verb. */
  readonly isPlural: boolean;
}

const subgraphs: Readonly<Record<string, PartnerName>> = {
  funds: { nl: 'De O&O-fondsen', en: 'The O&O funds', isPlural: true },
  education: { nl: 'De scholen', en: 'The schools', isPlural: true },
  uwv: { nl: 'UWV', en: 'UWV', isPlural: false },
  guidance: { nl: 'De begeleiders', en: 'The guidance partners', isPlural: true },
  provinces: { nl: 'De provincies', en: 'The provinces', isPlural: true },
  reference: {
    nl: 'De dienst met referentiegegevens',
    en: 'The reference data service',
    isPlural: false,
  },
  insights: { nl: 'De dienst met statistieken', en: 'The statistics service', isPlural: false },
};

/** Names that the graph gave, by id; for as long as the page is open. */
const known = new Map<string, string>();

/** From now on `partnerName` gives these names: an organisation has one name on a page. */
export function learnPartnerNames(names: Iterable<readonly [id: string, name: string]>): void {
  for (const [id, name] of names) known.set(id, name);
}

export function partnerName(id: string): PartnerName {
  const given = known.get(id);
  if (given !== undefined) return { nl: given, en: given, isPlural: false };
  const words = id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const short = abbreviations.has(id) ? id.toUpperCase() : words.join(' ');
  const name = otherSpellings[id] ?? short;
  return { nl: name, en: name, isPlural: false };
}

/** Name of all partners of a subgraph together, for when the subgraph itself is unavailable. */
export function subgraphName(kind: string | undefined): PartnerName {
  return subgraphs[kind ?? ''] ?? { nl: 'Een partner', en: 'A partner', isPlural: false };
}
