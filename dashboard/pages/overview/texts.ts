/** Texts of the overview. */
import type { Mark } from './figures.ts';

const nl = {
  title: 'Wat loopt er, wat is bereikt en waar?',
  lead: "Programma's voor leren en ander werk, bij elkaar uit de systemen van fondsen, scholen, UWV, begeleiders en provincies.",
  of: (part: string, whole: string) => `${part} van ${whole}`,
  atLeast: (count: string) => `minstens ${count}`,
  unknown: 'niet bekend',
  facts: {
    title: 'In het kort',
    running: "programma's die nu lopen",
    regions: "arbeidsmarktregio's met een programma dat nu loopt",
    release: 'nieuwste uitgave van de statistiek',
    releasedOn: (date: string) => `Verschenen op ${date}`,
    noRelease: 'Er is nog geen uitgave van de statistiek.',
    statistics: 'Bekijk de statistiek',
    partners: 'partners geven antwoord',
    allPartners: 'Bekijk de partners',
    without: 'Geen antwoord:',
    subgraphFailed: (name: string) => `status van ${name} niet bekend`,
  },
  programmes: {
    title: "Programma's: doel en resultaat",
    message: (running: string, all: string, isOne: boolean) =>
      `${running} van de ${all} programma's ${isOne ? 'loopt' : 'lopen'} nu. Elke balk is een gepubliceerd cijfer. De balken van één programma hebben dezelfde schaal.`,
    failureNote: 'Daarom is niet van elk programma bekend of het loopt.',
    more: "Er zijn meer programma's dan hier staan.",
    also: 'Ook gepubliceerd:',
    need: 'Nodig volgens de bron:',
    withoutFigures: 'Geen doel of resultaat gepubliceerd',
    noResult: 'Er is nog geen resultaat gepubliceerd.',
    asOf: (date: string) => `stand ${date}`,
    note: 'Opmerking bij de cijfers',
    counted: 'Geteld in de uitgave, vouchers:',
    hidden: 'verborgen',
    noVouchers: 'Geen vouchers in dit programma.',
    countedFoot: (quarter: string) =>
      `Aantallen uit de uitgave tellen tot en met het ${quarter}, zijn afgerond op tientallen, en zijn verborgen waar zij iets over een persoon kunnen vertellen. Daarom kan een aantal verborgen zijn waarvan een bron wel een cijfer noemt.`,
    method: 'Lees hoe er geteld is',
  },
  marks: {
    RESULT: 'resultaat',
    ESTIMATE: 'schatting',
    TARGET: 'doel',
    AMBITION: 'ambitie',
  } satisfies Record<Mark, string>,
  legend: {
    title: 'Zo leest u de balken',
    marks: {
      RESULT: 'Resultaat, volgens de bron',
      ESTIMATE: 'Schatting',
      TARGET: 'Doel',
      AMBITION: 'Ambitie voor later',
    } satisfies Record<Mark, string>,
  },
  activity: {
    schemes: (count: string, isOne: boolean) =>
      isOne ? `${count} voucherregeling open` : `${count} voucherregelingen open`,
    pilots: (count: string, isOne: boolean) =>
      isOne ? `${count} pilot loopt` : `${count} pilots lopen`,
    nothing: 'alle pilots en voucherregelingen zijn voorbij',
  },
  map: {
    title: 'Waar loopt nu een programma?',
    message: (reached: string, all: string) =>
      `In ${reached} van de ${all} arbeidsmarktregio's loopt nu een programma.`,
    hint: 'Kies een regio. Elk vak is een arbeidsmarktregio.',
    failed: "In welke regio's nu een programma loopt, is niet bekend. Probeer het later opnieuw.",
    waiting: "Het aantal programma's per regio wordt opgehaald …",
    failureNote: 'Een programma dat alleen bij hen bekend is, ontbreekt op de kaart.',
    foot: 'Een regio telt mee als een programma in een deel ervan werkt. Een programma loopt als zijn looptijd dat zegt, of als er een pilot loopt of een voucherregeling open is.',
  },
  themes: {
    title: 'Begin bij een vraag',
    programmes: {
      'gelders-vakmanschap': 'Wat leverde Gelders Vakmanschap op?',
      'samen-werk-maken-van-werk':
        'Hoeveel mensen en bedrijven deden mee aan Samen Werk Maken van Werk?',
      wendbaarheid: 'Hoe helpt Samenwerken aan Wendbaarheid mensen aan ander werk?',
      'scholingsalliantie-noord': 'Hoeveel mensen wil Scholingsalliantie Noord bereiken?',
      'versterken-technische-sector-nh':
        'Wat doet Noord-Holland om de technische sector te versterken?',
    },
    instruments: 'Welke voucher, subsidie of opleiding past bij mij?',
    statistics: 'Wat is er geteld, en hoe?',
    partners: 'Van welke partners komen de gegevens?',
  },
};

type OverviewTexts = typeof nl;

const en: OverviewTexts = {
  title: 'What runs, what was reached, and where?',
  lead: 'Programmes for learning and other work, brought together from the systems of funds, schools, UWV, coaches and provinces.',
  of: (part, whole) => `${part} of ${whole}`,
  atLeast: (count) => `at least ${count}`,
  unknown: 'not known',
  facts: {
    title: 'In short',
    running: 'programmes that run now',
    regions: 'labour market regions with a programme that runs now',
    release: 'newest release of statistics',
    releasedOn: (date) => `Published on ${date}`,
    noRelease: 'There is no release of statistics yet.',
    statistics: 'See the statistics',
    partners: 'partners respond',
    allPartners: 'See the partners',
    without: 'No response:',
    subgraphFailed: (name) => `state of ${name} not known`,
  },
  programmes: {
    title: 'Programmes: goal and result',
    message: (running, all, isOne) =>
      `${running} of the ${all} programmes ${isOne ? 'runs' : 'run'} now. Each bar is a published figure. The bars of one programme have the same scale.`,
    failureNote: 'That is why it is not known of every programme whether it runs.',
    more: 'There are more programmes than are shown here.',
    also: 'Also published:',
    need: 'Needed according to the source:',
    withoutFigures: 'No goal or result published',
    noResult: 'No result has been published yet.',
    asOf: (date) => `as of ${date}`,
    note: 'Note on the figures',
    counted: 'Counted in the release, vouchers:',
    hidden: 'hidden',
    noVouchers: 'No vouchers in this programme.',
    countedFoot: (quarter) =>
      `Numbers from the release count up to and including the ${quarter}, are rounded to tens, and are hidden where they could tell something about a person. So a number can be hidden of which a source does give a figure.`,
    method: 'Read how it was counted',
  },
  marks: { RESULT: 'result', ESTIMATE: 'estimate', TARGET: 'target', AMBITION: 'ambition' },
  legend: {
    title: 'How to read the bars',
    marks: {
      RESULT: 'Result, according to the source',
      ESTIMATE: 'Estimate',
      TARGET: 'Target',
      AMBITION: 'Ambition for later',
    },
  },
  activity: {
    schemes: (count, isOne) =>
      isOne ? `${count} voucher scheme open` : `${count} voucher schemes open`,
    pilots: (count, isOne) => (isOne ? `${count} pilot runs` : `${count} pilots run`),
    nothing: 'all pilots and voucher schemes are over',
  },
  map: {
    title: 'Where does a programme run now?',
    message: (reached, all) =>
      `A programme runs now in ${reached} of the ${all} labour market regions.`,
    hint: 'Choose a region. Each square is a labour market region.',
    failed: 'It is not known in which regions a programme runs now. Please try again later.',
    waiting: 'The number of programmes in each region is being loaded …',
    failureNote: 'A programme that only they know is missing from the map.',
    foot: 'A region counts when a programme works in a part of it. A programme runs when its period says so, or when a pilot runs or a voucher scheme is open.',
  },
  themes: {
    title: 'Start with a question',
    programmes: {
      'gelders-vakmanschap': 'What did Gelders Vakmanschap achieve?',
      'samen-werk-maken-van-werk':
        'How many people and companies took part in Samen Werk Maken van Werk?',
      wendbaarheid: 'How does Samenwerken aan Wendbaarheid help people to other work?',
      'scholingsalliantie-noord': 'How many people does Scholingsalliantie Noord intend to reach?',
      'versterken-technische-sector-nh':
        'What does Noord-Holland do to strengthen the technical sector?',
    },
    instruments: 'Which voucher, grant or training fits me?',
    statistics: 'What was counted, and how?',
    partners: 'Which partners do the data come from?',
  },
};

export const overviewTexts = { nl, en };
