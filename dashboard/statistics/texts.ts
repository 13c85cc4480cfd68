/** Texts of the figures of statistics. The functions make sentences of numbers that are already formatted. */

/** What is counted, for the middle of a sentence. */
const nlUnits: Readonly<Record<string, string>> = {
  VOUCHERS: 'vouchers',
  TRAJECTORIES: 'trajecten',
  ENROLMENTS: 'inschrijvingen',
  PEOPLE: 'mensen',
  EMPLOYERS: 'werkgevers',
  ARRANGEMENTS: 'arrangementen',
  DAYS: 'dagen',
  EURO_BAND: 'bedragen',
};

const enUnits: Readonly<Record<string, string>> = {
  VOUCHERS: 'vouchers',
  TRAJECTORIES: 'trajectories',
  ENROLMENTS: 'enrolments',
  PEOPLE: 'people',
  EMPLOYERS: 'employers',
  ARRANGEMENTS: 'arrangements',
  DAYS: 'days',
  EURO_BAND: 'amounts',
};

type Phrases = Readonly<Record<string, (count: string) => string>>;

/** "Van de 640 verzilverde vouchers …": what a step is the group of, by unit and step. */
const nlGroups: Readonly<Record<string, string>> = {
  'VOUCHERS issued': 'uitgereikte vouchers',
  'VOUCHERS redeemed': 'verzilverde vouchers',
  'VOUCHERS enrolled': 'vouchers waarmee een opleiding begon',
  'EMPLOYERS first-voucher': 'werkgevers met een voucher',
  'TRAJECTORIES started': 'begonnen trajecten',
  'TRAJECTORIES ended': 'beëindigde trajecten',
  'ENROLMENTS enrolled': 'inschrijvingen',
  'ARRANGEMENTS started': 'arrangementen',
  'PEOPLE joined': 'mensen die begonnen',
};

const enGroups: Readonly<Record<string, string>> = {
  'VOUCHERS issued': 'vouchers issued',
  'VOUCHERS redeemed': 'vouchers redeemed',
  'VOUCHERS enrolled': 'vouchers with which a training started',
  'EMPLOYERS first-voucher': 'employers with a voucher',
  'TRAJECTORIES started': 'trajectories started',
  'TRAJECTORIES ended': 'trajectories ended',
  'ENROLMENTS enrolled': 'enrolments',
  'ARRANGEMENTS started': 'arrangements',
  'PEOPLE joined': 'people who started',
};

/** "… zijn er 440 afgerond": what became of a number of them, by unit and step. */
const nlPhrases: Phrases = {
  'VOUCHERS issued': (count) => `zijn er ${count} uitgereikt`,
  'VOUCHERS redeemed': (count) => `zijn er ${count} verzilverd`,
  'VOUCHERS expired': (count) => `zijn er ${count} verlopen`,
  'VOUCHERS withdrawn': (count) => `zijn er ${count} ingetrokken`,
  'VOUCHERS enrolled': (count) => `is met ${count} een opleiding begonnen`,
  'VOUCHERS finished': (count) => `is met ${count} een opleiding afgerond`,
  'VOUCHERS stopped': (count) => `is met ${count} een opleiding afgebroken`,
  'ENROLMENTS enrolled': (count) => `zijn er ${count} begonnen`,
  'ENROLMENTS finished': (count) => `zijn er ${count} afgerond`,
  'ENROLMENTS stopped': (count) => `zijn er ${count} afgebroken`,
  'TRAJECTORIES started': (count) => `zijn er ${count} begonnen`,
  'TRAJECTORIES ended': (count) => `zijn er ${count} beëindigd`,
  'PEOPLE joined': (count) => `zijn er ${count} begonnen`,
  'PEOPLE lecturer-after-12': (count) => `geven er ${count} na 12 maanden nog les`,
  'PEOPLE lecturer-after-24': (count) => `geven er ${count} na 24 maanden nog les`,
};

const enPhrases: Phrases = {
  'VOUCHERS issued': (count) => `${count} were issued`,
  'VOUCHERS redeemed': (count) => `${count} were redeemed`,
  'VOUCHERS expired': (count) => `${count} expired`,
  'VOUCHERS withdrawn': (count) => `${count} were withdrawn`,
  'VOUCHERS enrolled': (count) => `${count} led to the start of a training`,
  'VOUCHERS finished': (count) => `${count} led to a finished training`,
  'VOUCHERS stopped': (count) => `${count} led to a training that was stopped`,
  'ENROLMENTS enrolled': (count) => `${count} started`,
  'ENROLMENTS finished': (count) => `${count} finished`,
  'ENROLMENTS stopped': (count) => `${count} stopped`,
  'TRAJECTORIES started': (count) => `${count} started`,
  'TRAJECTORIES ended': (count) => `${count} ended`,
  'PEOPLE joined': (count) => `${count} started`,
  'PEOPLE lecturer-after-12': (count) => `${count} still teach after 12 months`,
  'PEOPLE lecturer-after-24': (count) => `${count} still teach after 24 months`,
};

/** Dimensions of which the categories are names, with the plural of what they are. */
const nlNamed: Readonly<Record<string, string>> = {
  region: "regio's",
  school: 'opleiders',
  fund: 'fondsen',
  programme: "programma's",
};

const enNamed: Readonly<Record<string, string>> = {
  region: 'regions',
  school: 'training providers',
  fund: 'funds',
  programme: 'programmes',
};

export interface Largest {
  /** Names as they are, other categories in quotes. */
  readonly names: readonly string[];
  readonly areNames: boolean;
  readonly count: string;
  /** Null when the total is hidden. */
  readonly total: string | null;
  /** What is counted, such as "uitgereikte vouchers". */
  readonly group: string;
  /** A hidden number may be larger. */
  readonly hasHidden: boolean;
  /** A category for the rest that is larger, in quotes. */
  readonly largerRest: string | null;
}

export const texts = {
  nl: {
    units: nlUnits,
    groups: nlGroups,
    phrases: nlPhrases,
    named: nlNamed,
    otherGroups: 'groepen',
    stepsNamed: 'stappen',
    hiddenGroups: (count: number, groups: string, minimum: number, names: string) =>
      `${count} ${groups} met minder dan ${minimum}, of verborgen: ${names}.`,
    quote: (name: string) => `‘${name}’`,
    list: 'nl-NL',
    /** Of a step without a phrase of its own. */
    reached: (count: string, step: string) => `kwamen er ${count} tot ‘${step}’`,
    groupOf: (unit: string, step: string) => `${unit} (${step})`,
    /** A group with a clause of its own ends with a comma. */
    of: (total: string, group: string, phrase: string) =>
      `Van de ${total} ${group}${/ (?:waarmee|die) /.test(group) ? ',' : ''} ${phrase}.`,
    ofUnknown: (unit: string, phrase: string) => `Van de ${unit} ${phrase}.`,
    largest: ({ names, areNames, count, total, group, hasHidden, largerRest }: Largest) => {
      const name = names.join(' en ');
      const isOne = names.length === 1;
      const number = total === null ? `${count} ${group}` : `${count} van de ${total} ${group}`;
      const verb = areNames ? (isOne ? 'heeft' : 'hebben') : isOne ? 'is' : 'zijn';
      const kind = areNames
        ? 'het grootste aantal'
        : isOne
          ? 'de grootste groep'
          : 'de grootste groepen';
      const shown = areNames ? ' dat te zien is' : isOne ? ' die te zien is' : ' die te zien zijn';
      const subject = largerRest === null ? `${name} ${verb}` : `Na ${largerRest} ${verb} ${name}`;
      return `${subject} ${kind}${hasHidden ? shown : ''}: ${isOne ? '' : 'elk ongeveer '}${number}.`;
    },
    shares: (step: string, shares: readonly string[]) => `${step}: ${shares.join(', ')}.`,
    shareOf: (percent: number, name: string) => `${percent}% ${name}`,
    total: (count: string, group: string) =>
      `In totaal zijn het ${count} ${group}; hoe zij verdeeld zijn, is verborgen.`,
    number: (count: string, group: string) => `In totaal zijn het ${count} ${group}.`,
    allHidden: 'Alle aantallen zijn verborgen.',
    someHidden: (visible: string, all: string) =>
      `Van de ${all} aantallen zijn er maar ${visible} te zien; de andere zijn verborgen.`,
    /** The sentence goes on after the name of the one category that it is about. */
    only: (name: string, sentence: string) =>
      `${name}: ${sentence.replace(/^(?:Van|In|Na|Alle|Nee|Ja)\b/, (word) => word.toLowerCase())}`,
    answers: {
      one: { yes: 'Ja.', no: 'Nee.' },
      none: (all: number, groups: string) =>
        all === 1 ? 'Nee.' : `Nee, in geen van de ${all} ${groups}.`,
      every: (all: number, groups: string) => (all === 1 ? 'Ja.' : `Ja, in alle ${all} ${groups}.`),
      some: (names: string, count: number, all: number, groups: string) =>
        `Ja, in ${count} van de ${all} ${groups}: ${names}.`,
      hidden: (count: number) => ` In ${count} is het antwoord verborgen.`,
    },
    yes: 'ja',
    no: 'nee',
    hidden: 'verborgen',
    hiddenNames: (names: string) => `Verborgen: ${names}.`,
    allHiddenNames: (names: string) => `Alle aantallen verborgen: ${names}.`,
    why: (minimum: number, sensitive: number) =>
      `Verborgen betekent: minder dan ${minimum}${sensitive > minimum ? ` (bij gevoelige groepen ${sensitive})` : ''}, of een groter aantal waaruit een klein aantal te berekenen is.`,
    shareOfStep: (percent: number, step: string) => `${percent}% van ${step}`,
    whole: 'Alles samen',
    views: 'Weergave',
    chart: 'Grafiek',
    table: 'Tabel',
    showTable: 'Toon de tabel',
    stepChoice: 'Stap',
    categoryChoice: 'Groep',
    upTo: (quarter: string) => `tot en met het ${quarter}`,
    perQuarterOf: (step: string) => `Per kwartaal: ${step}`,
    allQuartersHidden: (step: string) => `Per kwartaal: ${step}. Alle kwartalen zijn verborgen.`,
    quarterLabels: ['1e', '2e', '3e', '4e'],
    ownScale: 'Deze grafieken hebben samen één schaal.',
    rounded: (to: number) => (to === 10 ? 'Afgerond op tientallen.' : `Afgerond op ${to}.`),
    hiddenCount: (hidden: string, all: string) =>
      `${hidden} van de ${all} getallen ${hidden === '1' ? 'is' : 'zijn'} verborgen.`,
    noneHidden: 'Geen enkel getal is verborgen.',
    release: (quarter: string, date: string) => `Uitgave: ${quarter}, gepubliceerd op ${date}.`,
    sources: 'Bron',
    asOf: (date: string) => `, stand op ${date}`,
    howCounted: 'Zo is geteld',
    law: 'Wat zegt de wet?',
    certificateBefore: 'Met het ',
    certificate: 'certificaat',
    certificateAfter:
      ' kan iedereen nagaan dat een klein aantal dat verborgen is, niet uit de uitgaven te berekenen is.',
    forResearchers:
      'De aantallen in deze tabel zijn alleen te zien voor organisaties die een programma evalueren.',
    permalink: 'Vaste link',
    files: (title: string) => ({ csv: `${title} als CSV`, jsonStat: `${title} als JSON-stat` }),
    about: (link: string, title: string) => `${link}: ${title}`,
    notPublished: 'Niet gepubliceerd.',
    noCategory: 'Deze tabel heeft hiervoor geen getallen.',
    step: 'Stap',
    count: 'Aantal',
    period: 'Kwartaal',
    answer: 'Antwoord',
  },
  en: {
    units: enUnits,
    groups: enGroups,
    phrases: enPhrases,
    named: enNamed,
    otherGroups: 'groups',
    stepsNamed: 'steps',
    hiddenGroups: (count: number, groups: string, minimum: number, names: string) =>
      `${count} ${groups} with fewer than ${minimum}, or hidden: ${names}.`,
    quote: (name: string) => `‘${name}’`,
    list: 'en-GB',
    reached: (count: string, step: string) => `${count} reached ‘${step}’`,
    groupOf: (unit: string, step: string) => `${unit} (${step})`,
    of: (total: string, group: string, phrase: string) => `Of the ${total} ${group}, ${phrase}.`,
    ofUnknown: (unit: string, phrase: string) => `Of the ${unit}, ${phrase}.`,
    largest: ({ names, areNames, count, total, group, hasHidden, largerRest }: Largest) => {
      const name = names.join(' and ');
      const isOne = names.length === 1;
      const number = total === null ? `${count} ${group}` : `${count} of the ${total} ${group}`;
      const verb = areNames ? (isOne ? 'has' : 'have') : isOne ? 'is' : 'are';
      const kind = areNames
        ? 'the largest number'
        : isOne
          ? 'the largest group'
          : 'the largest groups';
      const shown = isOne || areNames ? ' that is shown' : ' that are shown';
      const subject = largerRest === null ? name : `After ${largerRest}, ${name}`;
      return `${subject} ${verb} ${kind}${hasHidden ? shown : ''}: ${isOne ? '' : 'each about '}${number}.`;
    },
    shares: (step: string, shares: readonly string[]) => `${step}: ${shares.join(', ')}.`,
    shareOf: (percent: number, name: string) => `${percent}% ${name}`,
    total: (count: string, group: string) =>
      `${count} ${group} in total; how they are divided is hidden.`,
    number: (count: string, group: string) => `${count} ${group} in total.`,
    allHidden: 'All numbers are hidden.',
    someHidden: (visible: string, all: string) =>
      `Only ${visible} of the ${all} numbers can be shown; the others are hidden.`,
    only: (name: string, sentence: string) =>
      `${name}: ${sentence.replace(/^(?:Of|After|All|No|Yes)\b/, (word) => word.toLowerCase())}`,
    answers: {
      one: { yes: 'Yes.', no: 'No.' },
      none: (all: number, groups: string) =>
        all === 1 ? 'No.' : `No, in none of the ${all} ${groups}.`,
      every: (all: number, groups: string) =>
        all === 1 ? 'Yes.' : `Yes, in all ${all} ${groups}.`,
      some: (names: string, count: number, all: number, groups: string) =>
        `Yes, in ${count} of the ${all} ${groups}: ${names}.`,
      hidden: (count: number) => ` In ${count} the answer is hidden.`,
    },
    yes: 'yes',
    no: 'no',
    hidden: 'hidden',
    hiddenNames: (names: string) => `Hidden: ${names}.`,
    allHiddenNames: (names: string) => `All numbers hidden: ${names}.`,
    why: (minimum: number, sensitive: number) =>
      `Hidden means: fewer than ${minimum}${sensitive > minimum ? ` (${sensitive} for sensitive groups)` : ''}, or a larger number from which a small one could be calculated.`,
    shareOfStep: (percent: number, step: string) => `${percent}% of ${step}`,
    whole: 'All together',
    views: 'View',
    chart: 'Chart',
    table: 'Table',
    showTable: 'Show the table',
    stepChoice: 'Step',
    categoryChoice: 'Group',
    upTo: (quarter: string) => `up to and including the ${quarter}`,
    perQuarterOf: (step: string) => `By quarter: ${step}`,
    allQuartersHidden: (step: string) => `By quarter: ${step}. All quarters are hidden.`,
    quarterLabels: ['Q1', 'Q2', 'Q3', 'Q4'],
    ownScale: 'These charts share one scale.',
    rounded: (to: number) => (to === 10 ? 'Rounded to tens.' : `Rounded to ${to}.`),
    hiddenCount: (hidden: string, all: string) =>
      `${hidden} of the ${all} numbers ${hidden === '1' ? 'is' : 'are'} hidden.`,
    noneHidden: 'No number is hidden.',
    release: (quarter: string, date: string) => `Release: ${quarter}, published on ${date}.`,
    sources: 'Source',
    asOf: (date: string) => `, as of ${date}`,
    howCounted: 'How this was counted',
    law: 'What does the law say?',
    certificateBefore: 'With the ',
    certificate: 'certificate',
    certificateAfter:
      ' anyone can check that a small number that is hidden cannot be calculated from the releases.',
    forResearchers:
      'The numbers in this table can be seen by organisations that evaluate a programme alone.',
    permalink: 'Permanent link',
    files: (title: string) => ({ csv: `${title} as CSV`, jsonStat: `${title} as JSON-stat` }),
    about: (link: string, title: string) => `${link}: ${title}`,
    notPublished: 'Not published.',
    noCategory: 'This table has no numbers for this.',
    step: 'Step',
    count: 'Number',
    period: 'Quarter',
    answer: 'Answer',
  },
};

export type FigureTexts = (typeof texts)['nl'];
