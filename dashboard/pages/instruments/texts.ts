import type {
  EducationLevel,
  InstrumentKind,
  InstrumentStatus,
} from '../../operations/generated.ts';

const nl = {
  lead: 'Zie welke vouchers, subsidies, opleidingen en begeleiding er voor u zijn, en waar u ze aanvraagt.',
  who: 'Wie bent u?',
  everyone: 'Iedereen',
  region: 'Plaats of regio',
  sector: 'Sector',
  allSectors: 'Alle sectoren',
  age: 'Leeftijd',
  optional: 'niet verplicht',
  level: 'Hoogste diploma',
  anyLevel: 'Maakt niet uit',
  levels: {
    BASIC: 'basisschool of vmbo',
    MBO_1: 'mbo niveau 1',
    MBO_2: 'mbo niveau 2',
    MBO_3: 'mbo niveau 3',
    MBO_4: 'mbo niveau 4',
    HBO: 'hbo',
    WO: 'universiteit',
  } satisfies Record<EducationLevel, string>,
  nothing: 'Er staat nu niets open',
  found: (count: number) =>
    count === 1 ? '1 instrument staat nu open' : `${count} instrumenten staan nu open`,
  results: 'Wat er nu is',
  kinds: {
    VOUCHER: ['voucher', 'vouchers'],
    SUBSIDY: ['subsidie', 'subsidies'],
    FUNDED_TRAINING: ['opleiding', 'opleidingen'],
    GUIDANCE: ['vorm van begeleiding', 'vormen van begeleiding'],
  } satisfies Record<InstrumentKind, readonly [string, string]>,
  kindNames: {
    VOUCHER: 'Voucher',
    SUBSIDY: 'Subsidie',
    FUNDED_TRAINING: 'Opleiding',
    GUIDANCE: 'Begeleiding',
  } satisfies Record<InstrumentKind, string>,
  pays: 'Betaalt',
  upTo: (money: string) => `tot ${money}`,
  left: 'Nog over',
  leftOf: (percent: number) => `${percent}% van het budget`,
  leftUnknown: 'niet bekendgemaakt',
  until: 'Aanvragen',
  untilDay: (day: string) => `tot en met ${day}`,
  always: 'doorlopend',
  apply: (partner: string) => `Naar ${partner}`,
  more: (count: number) => `Toon ook de andere ${count}`,
  closed: (count: number) =>
    count === 1
      ? '1 instrument waarvoor u nu niet terecht kunt'
      : `${count} instrumenten waarvoor u nu niet terecht kunt`,
  statuses: {
    OPEN: 'open',
    EXHAUSTED: 'het geld of de plaatsen zijn op',
    CLOSED: 'gesloten',
  } satisfies Record<InstrumentStatus, string>,
  opens: (day: string) => `opent op ${day}`,
  tryThis: 'Met een keuze minder vindt u misschien wel iets:',
  wider: {
    regio: 'Zoek in het hele land',
    sector: 'Zoek in alle sectoren',
    wie: 'Zoek voor iedereen',
    leeftijd: 'Zoek zonder leeftijd',
    niveau: 'Zoek zonder diploma',
  },
  noneAtAll: 'Kijk later nog eens.',
  unknownRegion: (name: string) => `Wij kennen geen regio die “${name}” heet.`,
  mean: 'Bedoelt u:',
  checkName: 'Controleer de naam, of kies een regio uit de lijst.',
};

const en: typeof nl = {
  lead: 'See which vouchers, grants, trainings and guidance there are for you, and where to apply.',
  who: 'Who are you?',
  everyone: 'Anyone',
  region: 'Place or region',
  sector: 'Sector',
  allSectors: 'All sectors',
  age: 'Age',
  optional: 'optional',
  level: 'Highest diploma',
  anyLevel: 'Does not matter',
  levels: {
    BASIC: 'primary school or vmbo',
    MBO_1: 'mbo level 1',
    MBO_2: 'mbo level 2',
    MBO_3: 'mbo level 3',
    MBO_4: 'mbo level 4',
    HBO: 'hbo',
    WO: 'university',
  },
  nothing: 'Nothing is open now',
  found: (count) =>
    count === 1 ? '1 instrument is open now' : `${count} instruments are open now`,
  results: 'What there is now',
  kinds: {
    VOUCHER: ['voucher', 'vouchers'],
    SUBSIDY: ['grant', 'grants'],
    FUNDED_TRAINING: ['training', 'trainings'],
    GUIDANCE: ['kind of guidance', 'kinds of guidance'],
  },
  kindNames: {
    VOUCHER: 'Voucher',
    SUBSIDY: 'Grant',
    FUNDED_TRAINING: 'Training',
    GUIDANCE: 'Guidance',
  },
  pays: 'Pays',
  upTo: (money) => `up to ${money}`,
  left: 'Left',
  leftOf: (percent) => `${percent}% of the budget`,
  leftUnknown: 'not made public',
  until: 'Apply',
  untilDay: (day) => `until ${day}`,
  always: 'at any time',
  apply: (partner) => `Go to ${partner}`,
  more: (count) => `Show the other ${count}`,
  closed: (count) =>
    count === 1
      ? '1 instrument for which you cannot apply now'
      : `${count} instruments for which you cannot apply now`,
  statuses: {
    OPEN: 'open',
    EXHAUSTED: 'the money or the places are gone',
    CLOSED: 'closed',
  },
  opens: (day) => `opens on ${day}`,
  tryThis: 'With one choice less you may find something:',
  wider: {
    regio: 'Search in the whole country',
    sector: 'Search in all sectors',
    wie: 'Search for everyone',
    leeftijd: 'Search without an age',
    niveau: 'Search without a diploma',
  },
  noneAtAll: 'Please look again later.',
  unknownRegion: (name) => `We know no region with the name “${name}”.`,
  mean: 'Do you mean:',
  checkName: 'Check the name, or choose a region from the list.',
};

/** Texts of the page that finds an instrument. */
export const instrumentTexts = { nl, en };
