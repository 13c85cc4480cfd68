/** Texts of the region page. */
/** The target groups of the instruments, in the order of the page. */
export const TARGET_GROUPS = [
  'JOBSEEKER',
  'EMPLOYED',
  'SELF_EMPLOYED',
  'SCHOOL_LEAVER',
  'JOB_CHANGER',
] as const;

const nl = {
  unknown: {
    title: 'Deze regio bestaat niet',
    hint: 'Kies een arbeidsmarktregio uit de lijst of op de kaart.',
  },
  lead: (provinces: string) =>
    provinces === '' ? 'Arbeidsmarktregio' : `Arbeidsmarktregio in ${provinces}`,
  and: 'en',
  aliases: 'Ook bekend als',
  summary: (all: string, isOne: boolean) =>
    isOne ? `Hier werkt ${all} programma.` : `Hier werken ${all} programma's.`,
  running: (count: string, isOne: boolean) =>
    isOne ? `${count} daarvan loopt nu.` : `${count} daarvan lopen nu.`,
  noneRuns: 'Voor zover bekend loopt er nu geen.',
  runningUnknown: "Van sommige programma's is nu niet bekend of ze lopen.",
  noProgramme: 'Hier werkt geen programma dat wij kennen.',
  noPartners:
    "In deze regio werkt geen partner die gegevens deelt. Daarom is hier minder te zien dan bij andere regio's. Dat betekent niet dat er hier niets is.",
  programmes: {
    title: "Programma's die hier werken",
    none: "Er werkt geen programma in deze regio dat in de lijst van programma's staat.",
    failureNote: 'Daarom is niet van elk programma bekend of het loopt.',
    name: 'Programma',
    state: 'Loopt het nu?',
    area: 'Werkgebied',
    period: 'Looptijd',
    noPeriod: 'niet gepubliceerd',
  },
  statistics: {
    title: 'Vouchers en trajecten',
    intro:
      'Aantallen uit de nieuwste uitgave van de statistiek, over deze regio. Aantallen zijn afgerond op tientallen; kleine aantallen zijn verborgen.',
    wholeProgrammes: 'Alle tabellen van het hele programma, ook per kwartaal, staan bij',
    noRelease: 'Er is nog geen uitgave van de statistiek.',
    none: 'Geen tabel van de nieuwste uitgave noemt deze regio apart.',
  },
  trainings: {
    title: 'Opleidingen met vrije plaatsen',
    intro: (date: string) =>
      `Opleidingen die nog beginnen en waar op ${date} plaats is, volgens de scholen zelf.`,
    none: 'Er is nu geen opleiding met een vrije plaats bekend in deze regio.',
    failureNote: 'Hun opleidingen of vouchers ontbreken hier.',
    name: 'Opleiding',
    school: 'School',
    starts: 'Start en vrije plaatsen',
    price: 'Prijs',
    vouchers: 'Te betalen met',
    months: (count: string, isOne: boolean) => (isOne ? `${count} maand` : `${count} maanden`),
    seats: (count: string, isOne: boolean) => (isOne ? `${count} plaats` : `${count} plaatsen`),
    noVoucher: 'geen voucher die hier open is',
    vouchersUnknown: 'nu niet bekend',
    voucherCount: (count: string) => `${count} vouchers`,
    more: 'Toon meer opleidingen',
    shown: (count: string) => `${count} opleidingen getoond. Er zijn er meer.`,
    all: (count: string, isOne: boolean) =>
      isOne ? 'Dit is de enige opleiding.' : `Dit zijn alle ${count} opleidingen.`,
  },
  instruments: {
    title: 'Welke hulp is er voor wie?',
    intro:
      'Vouchers, subsidies en begeleiding die nu open zijn voor wie hier woont of werkt. Kies een groep om ze te zien.',
    failureNote: 'Hun vouchers, subsidies of begeleiding tellen hier niet mee.',
    open: (count: string) => `${count} nu open`,
    openAtLeast: (count: string) => `minstens ${count} nu open`,
    unknown: 'aantal nu niet bekend',
  },
  organisations: {
    title: 'Organisaties die hier meedoen',
    none: 'Er is geen organisatie bekend met een rol in een programma dat hier werkt.',
    message: (count: string, isOne: boolean) =>
      isOne
        ? `${count} organisatie heeft een rol in een programma dat hier werkt.`
        : `${count} organisaties hebben een rol in een programma dat hier werkt.`,
  },
  labourMarket: {
    title: 'Arbeidsmarkt',
    intro: 'Gepubliceerde cijfers over vraag en aanbod, elk met een bron.',
    none: 'Er zijn geen cijfers over de arbeidsmarkt in deze regio gepubliceerd.',
    allSectors: 'alle sectoren',
    noNumber: 'geen getal',
    asOf: (date: string) => `stand ${date}`,
  },
  nearby: {
    title: "Regio's in de buurt",
    map: "Alle regio's op de kaart",
  },
};

type RegionTexts = typeof nl;

const en: RegionTexts = {
  unknown: {
    title: 'There is no such region',
    hint: 'Choose a labour market region from the list or on the map.',
  },
  lead: (provinces) =>
    provinces === '' ? 'Labour market region' : `Labour market region in ${provinces}`,
  and: 'and',
  aliases: 'Also known as',
  summary: (all, isOne) =>
    isOne ? `${all} programme works here.` : `${all} programmes work here.`,
  running: (count, isOne) => (isOne ? `${count} of them runs now.` : `${count} of them run now.`),
  noneRuns: 'As far as is known none of them runs now.',
  runningUnknown: 'Of some programmes it is not known now whether they run.',
  noProgramme: 'No programme that we know works here.',
  noPartners:
    'No partner that shares data works in this region. That is why there is less data than about other regions. It does not mean that there is nothing here.',
  programmes: {
    title: 'Programmes that work here',
    none: 'No programme in the list of programmes works in this region.',
    failureNote: 'That is why it is not known of every programme whether it runs.',
    name: 'Programme',
    state: 'Does it run now?',
    area: 'Area',
    period: 'Period',
    noPeriod: 'not published',
  },
  statistics: {
    title: 'Vouchers and guidance',
    intro:
      'Numbers from the newest release of statistics, about this region. Numbers are rounded to tens; small numbers are hidden.',
    wholeProgrammes: 'All tables of the whole programme, by quarter too, are at',
    noRelease: 'There is no release of statistics yet.',
    none: 'No table of the newest release names this region separately.',
  },
  trainings: {
    title: 'Trainings with free seats',
    intro: (date) =>
      `Trainings that are yet to begin and have a free seat on ${date}, according to the schools.`,
    none: 'No training with a free seat is known in this region now.',
    failureNote: 'Their trainings or vouchers are missing here.',
    name: 'Training',
    school: 'School',
    starts: 'Start and free seats',
    price: 'Price',
    vouchers: 'Paid for by',
    months: (count, isOne) => (isOne ? `${count} month` : `${count} months`),
    seats: (count, isOne) => (isOne ? `${count} seat` : `${count} seats`),
    noVoucher: 'no voucher that is open here',
    vouchersUnknown: 'not known now',
    voucherCount: (count) => `${count} vouchers`,
    more: 'Show more trainings',
    shown: (count) => `${count} trainings shown. There are more.`,
    all: (count, isOne) =>
      isOne ? 'This is the only training.' : `These are all ${count} trainings.`,
  },
  instruments: {
    title: 'Which help is there for whom?',
    intro:
      'Vouchers, grants and guidance that are open now for people who live or work here. Choose a group to see them.',
    failureNote: 'Their vouchers, grants or guidance are not counted here.',
    open: (count) => `${count} open now`,
    openAtLeast: (count) => `at least ${count} open now`,
    unknown: 'number not known now',
  },
  organisations: {
    title: 'Organisations that take part here',
    none: 'No organisation is known with a role in a programme that works here.',
    message: (count, isOne) =>
      isOne
        ? `${count} organisation has a role in a programme that works here.`
        : `${count} organisations have a role in a programme that works here.`,
  },
  labourMarket: {
    title: 'Labour market',
    intro: 'Published figures on supply and demand, each with a source.',
    none: 'No figures on the labour market in this region have been published.',
    allSectors: 'all sectors',
    noNumber: 'no number',
    asOf: (date) => `as of ${date}`,
  },
  nearby: {
    title: 'Regions nearby',
    map: 'All regions on the map',
  },
};

export const regionTexts = { nl, en };
