/**
 * A partner's name as a reader knows it, made from its slug. The partner list itself lives at the
 * subgraphs; a new partner needs no entry here, its slug reads well enough.
 */

const abbreviations = new Set(['otib', 'oom', 'oomt', 'uwv', 'roc']);
const spelledOtherwise: Readonly<Record<string, string>> = {
  'a-en-o-metalektro': 'A+O Metalektro',
  'noord-holland': 'Noord-Holland',
  fryslan: 'Fryslân',
  'drenthe-college': 'Drenthe College',
  'leerwerkloket-stedenvierkant': 'Leerwerkloket Stedenvierkant',
};

interface SpokenName {
  readonly nl: string;
  readonly en: string;
  /** Dutch verb that agrees with the name. */
  readonly verb: 'gaf' | 'gaven';
}

const kinds: Readonly<Record<string, SpokenName>> = {
  funds: { nl: 'De O&O-fondsen', en: 'The O&O funds', verb: 'gaven' },
  education: { nl: 'De scholen', en: 'The schools', verb: 'gaven' },
  uwv: { nl: 'UWV', en: 'UWV', verb: 'gaf' },
  guidance: { nl: 'De begeleiders', en: 'The guidance partners', verb: 'gaven' },
  provinces: { nl: 'De provincies', en: 'The provinces', verb: 'gaven' },
  reference: { nl: 'Het register', en: 'The reference register', verb: 'gaf' },
  insights: { nl: 'De telling', en: 'The counting service', verb: 'gaf' },
};

export function partnerAsName(slug: string): SpokenName {
  const words = slug.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const short = abbreviations.has(slug) ? slug.toUpperCase() : words.join(' ');
  const name = spelledOtherwise[slug] ?? short;
  return { nl: name, en: name, verb: 'gaf' };
}

export function kindName(kind: string | undefined): SpokenName {
  return kinds[kind ?? ''] ?? { nl: 'Een partner', en: 'A partner', verb: 'gaf' };
}
