import type { StatisticsTopic } from '../../operations/generated.ts';
import type { ProgrammePart } from './results.ts';
import type { FigureKind } from '../../indicators/figure-kind.ts';

const nl = {
  and: 'en',
  noPeriod: 'niet gepubliceerd',
  leadPartner: 'Penvoerder',
  kinds: {
    result: 'Bereikt',
    estimate: 'Schatting',
    target: 'Doel',
    ambition: 'Ambitie',
    need: 'Nodig',
    context: 'Ook gepubliceerd',
  } satisfies Record<FigureKind, string>,
  noGoal: 'Een doel in aantallen is niet gepubliceerd.',
  noResult: 'Een resultaat in aantallen is niet gepubliceerd.',
  noFigures: 'Doel en resultaat zijn niet in aantallen gepubliceerd.',
  figuresIntro: 'Zo staan ze in de bron. Een doel of ambitie is geen resultaat.',
  print: 'Print op één A4',
  statisticsIntro: (quarter: string) =>
    `Geteld in de uitgave over het ${quarter} en alle kwartalen daarvoor. Elk aantal is afgerond op tientallen. Kleine aantallen zijn verborgen om de privacy te beschermen. Daardoor kan een aantal verschillen van een gepubliceerd cijfer.`,
  moreTables: (count: number) =>
    count === 1 ? 'Nog 1 tabel over dit programma' : `Nog ${count} tabellen over dit programma`,
  notPublished: 'niet gepubliceerd',
  topics: {
    VOUCHERS: 'Vouchers',
    BUDGETS: 'Budgetten',
    TRAJECTORIES: 'Trajecten',
    TRAININGS: 'Opleidingen',
    ENTRANTS: 'Zij-instromers',
    TEACHERS: 'Docenten',
    PILOTS: 'Pilots',
    EMPLOYERS: 'Werkgevers',
    COHORTS: 'Wat er later gebeurde',
  } satisfies Record<StatisticsTopic, string>,
  schemesOf: (count: string, funds: string, open: number) =>
    `${count} van ${funds}. ${open === 0 ? 'Er staat er nu geen open.' : `Nu open: ${open}.`}`,
  schemes: (count: number) => (count === 1 ? '1 regeling' : `${count} regelingen`),
  allSchemes: 'Bekijk alle regelingen',
  nothing: {
    figures: 'Geen cijfers gepubliceerd.',
    schemes: 'Geen vouchers in dit programma.',
    statistics: 'Nog geen statistiek uitgegeven.',
    pilots: 'Geen pilots bekend.',
    grants: 'Geen subsidies bekend.',
    roles: 'Geen partners gepubliceerd.',
    learning: 'Geen leerpunten gepubliceerd.',
    events: 'Geen gebeurtenissen gepubliceerd.',
  } satisfies Record<ProgrammePart, string>,
  report: {
    back: 'Terug naar het programma',
    print: 'Print dit vel',
    hint: 'Past op één A4, staand.',
    title: 'Verslag van het programma',
    loading: 'Het vel wordt gemaakt …',
    goals: 'Doel en resultaat',
    counted: 'Geteld in de uitgave',
    countedNote: (quarter: string) =>
      `Uitgave over het ${quarter}, afgerond op tientallen. Kleine aantallen zijn verborgen.`,
    lessons: 'Geleerd',
    partners: 'Partners',
    pilots: 'Pilots',
    events: 'Gebeurtenissen',
    sources: 'Bronnen',
    unavailable: 'Deze partners gaven geen antwoord; hun gegevens ontbreken op dit vel',
    more: (count: number) => `en nog ${count}`,
    address: (address: string, day: string) => `Gemaakt op ${day}. Vaste link: ${address}`,
  },
};

const en: typeof nl = {
  and: 'and',
  noPeriod: 'not published',
  leadPartner: 'Lead',
  kinds: {
    result: 'Reached',
    estimate: 'Estimate',
    target: 'Target',
    ambition: 'Ambition',
    need: 'Needed',
    context: 'Also published',
  },
  noGoal: 'No target in numbers has been published.',
  noResult: 'No result in numbers has been published.',
  noFigures: 'No target and no result in numbers have been published.',
  figuresIntro: 'As the source states them. A target or an ambition is not a result.',
  print: 'Print on one A4',
  statisticsIntro: (quarter) =>
    `Counted in the release over the ${quarter} and all quarters before it. Every number is rounded to tens. Small numbers are hidden to protect privacy. A number may therefore differ from a published figure.`,
  moreTables: (count) =>
    count === 1 ? '1 more table about this programme' : `${count} more tables about this programme`,
  notPublished: 'not published',
  topics: {
    VOUCHERS: 'Vouchers',
    BUDGETS: 'Budgets',
    TRAJECTORIES: 'Trajectories',
    TRAININGS: 'Trainings',
    ENTRANTS: 'Entrants from other sectors',
    TEACHERS: 'Teachers',
    PILOTS: 'Pilots',
    EMPLOYERS: 'Employers',
    COHORTS: 'What happened later',
  },
  schemesOf: (count, funds, open) =>
    `${count} of ${funds}. ${open === 0 ? 'None of them is open now.' : `Open now: ${open}.`}`,
  schemes: (count) => (count === 1 ? '1 scheme' : `${count} schemes`),
  allSchemes: 'See all schemes',
  nothing: {
    figures: 'No figures published.',
    schemes: 'No vouchers in this programme.',
    statistics: 'No statistics released yet.',
    pilots: 'No known pilots.',
    grants: 'No known grants.',
    roles: 'No partners published.',
    learning: 'No learning points published.',
    events: 'No events published.',
  },
  report: {
    back: 'Back to the programme',
    print: 'Print this sheet',
    hint: 'Fits one A4, portrait.',
    title: 'Report of the programme',
    loading: 'The sheet is being made …',
    goals: 'Target and result',
    counted: 'Counted in the release',
    countedNote: (quarter) =>
      `Release over the ${quarter}, rounded to tens. Small numbers are hidden.`,
    lessons: 'Lessons',
    partners: 'Partners',
    pilots: 'Pilots',
    events: 'Events',
    sources: 'Sources',
    unavailable: 'These partners gave no response; their data is missing on this sheet',
    more: (count) => `and ${count} more`,
    address: (address, day) => `Made on ${day}. Permanent link: ${address}`,
  },
};

/** Texts of the page of a programme. */
export const programmeTexts = { nl, en };
