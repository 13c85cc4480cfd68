import {
  figure,
  figureStates,
  HEADING,
  learned,
  official,
  ofLabourMarket,
  OPINION,
  roles,
  row,
  summary,
  words,
  type SeedRows,
} from './seed-rows.ts';

const FILE = '001_b9b241d677ae908b.txt';
const SECTORPLAN = 'samen-werk-maken-van-werk';
const CARE = 'leerwerktraject-zorg';

/** The seed about the sector plan in Stedendriehoek and Noordwest Veluwe. */
export const samenWerkMakenVanWerk: SeedRows = {
  file: FILE,
  sentenceCount: 37,
  facts: [
    row(
      [1],
      'There were 2700 arrangements',
      figure('swmvw-arrangementen', FILE, {
        value: 2_700,
        qualifier: 'EXACT',
        unit: 'ARRANGEMENTS',
      }),
    ),
    row(
      [1],
      'The 2700 arrangements were for young people and adults together',
      figureStates('swmvw-arrangementen', 'Jongeren en volwassenen'),
    ),
    row(
      [1],
      'The 2700 arrangements were at 500 companies',
      figure('swmvw-bedrijven', FILE, { value: 500, qualifier: 'EXACT', unit: 'EMPLOYERS' }),
    ),
    row([4], 'The partners met on 4 April of an unknown year', {
      query: `{ publicEvents(programme: "${SECTORPLAN}") { name date source { file date } } }`,
      shows: {
        publicEvents: [
          {
            name: 'Bijeenkomst over het vervolg op het sectorplan (4 april, jaar onbekend)',
            date: null,
            source: { file: FILE, date: null },
          },
        ],
      },
    }),
    row(
      [5],
      'The sector plan took two years',
      figure('swmvw-looptijd', FILE, { value: 2, qualifier: 'EXACT', unit: 'YEARS' }),
    ),
    row(
      [5, 16, 33],
      'Employers, employees, government and education took part',
      roles(
        SECTORPLAN,
        'ALLIANCE_PARTNER',
        'werkgevers',
        'werknemers',
        'vno-ncw',
        'gemeente-apeldoorn',
        'aventus',
      ),
    ),
    row(
      [6],
      'The money came from the sector plan of the state',
      roles(SECTORPLAN, 'FUNDER', 'rijk'),
    ),
    row([7], 'The region under the name that the text uses is AM06', {
      query: `{
        programme(id: "${SECTORPLAN}") { regions { code } }
        region(name: "Stedendriehoek en Noord-Veluwe") { code name }
        indicator(id: "swmvw-arrangementen") { correction }
      }`,
      shows: {
        programme: { regions: [{ code: 'AM06' }] },
        region: { code: 'AM06', name: 'Stedendriehoek en Noordwest Veluwe' },
        indicator: {
          correction:
            'De bron schrijft Stedendriehoek en Noord-Veluwe; officieel heet de regio Stedendriehoek en Noordwest Veluwe.',
        },
      },
    }),
    row(
      [7, 8],
      'Starters, workers, older workers and people in paper and board gained experience or trained',
      summary(SECTORPLAN, 'starters, oudere', 'papier en karton', 'werkervaring', 'scholing'),
    ),
    row(
      [7],
      'The vocabulary has the target groups and the sector',
      words({
        starter: 'TargetGroup.code.STARTER',
        'oudere werknemer': 'TargetGroup.code.OLDER_WORKER',
        'papier en karton': 'Sector.PAPER_AND_BOARD',
      }),
    ),
    row(
      [10],
      'A wethouder of Apeldoorn is proud of it',
      official(SECTORPLAN, 'Johan Kruithof', 'wethouder', 'gemeente-apeldoorn'),
    ),
    row(
      [11, 12, 13, 14],
      'The partners want to keep the network',
      learned(SECTORPLAN, 'NETWORK', 'netwerk allemaal behouden'),
    ),
    row(
      [14, 28],
      'The Techniek Academie takes part and trains young people with companies',
      roles(SECTORPLAN, 'TRAINING_PROVIDER', 'techniek-academie'),
    ),
    row(
      [16],
      'Rabobank takes part',
      roles(SECTORPLAN, 'ALLIANCE_PARTNER', 'rabobank-noord-en-oost-achterhoek'),
    ),
    row(
      [17, 18, 19],
      'A personal training budget out of the sector funds is an idea that nobody offers',
      learned(SECTORPLAN, null, 'persoonlijk opleidingsbudget'),
    ),
    row(
      [21],
      'The director of Lucrato is an official of the programme',
      official(SECTORPLAN, 'Gerrie van Sunder', 'directeur', 'lucrato'),
    ),
    row(
      [21, 22],
      'A learning point is about people at a distance from work',
      learned(SECTORPLAN, 'INCLUSION', 'afstand tot de arbeidsmarkt'),
    ),
    row(
      [21],
      'People at a distance from work are a target group',
      words({
        'afstand tot de arbeidsmarkt': 'TargetGroup.code.DISTANCE_TO_LABOUR_MARKET',
      }),
    ),
    row(
      [23, 24],
      'A no-risk policy for small employers, who bear the risk now, is an idea that nobody offers',
      learned(SECTORPLAN, 'RISK', 'no-riskpolis'),
    ),
    row(
      [25],
      'A learning point is about employers',
      learned(SECTORPLAN, 'RISK', 'Ook ondernemers moeten durven'),
    ),
    row(
      [26],
      'The chairman of Transitiewerkt.nl is an official of the programme',
      official(SECTORPLAN, 'Johan Fekken', 'voorzitter', 'transitiewerkt'),
    ),
    row(
      [26, 27],
      'A learning point is to train for the demand, as the Techniek Academie does',
      learned(SECTORPLAN, 'MISMATCH', 'zoals de Techniek Academie'),
    ),
    row(
      [30],
      'Care is short of people, without a figure',
      ofLabourMarket('name: "Stedendriehoek en Noord-Veluwe"', 'CARE', {
        unit: 'VACANCIES',
        source: { file: FILE },
      }),
    ),
    row([30], 'A new route in care fills a shortage', summary(CARE, 'zorg', 'personeelstekorten')),
    row(
      [31],
      'Three municipalities and UWV run Leerwerktraject zorg together',
      roles(
        CARE,
        'ALLIANCE_PARTNER',
        'gemeente-apeldoorn',
        'gemeente-deventer',
        'gemeente-zutphen',
        'uwv',
      ),
    ),
    row(
      [31],
      'Leerwerktraject zorg brings side entrants to a diploma and a job',
      summary(CARE, 'Zij-instromers die eerder in de zorg werkten', 'diploma', 'baan'),
    ),
    row(
      [31],
      'Side entrants are a target group',
      words({ 'zij-instromer': 'TargetGroup.code.SIDE_ENTRANT' }),
    ),
    row(
      [32, 33],
      'The chairman of the board of Aventus is an official of the programme',
      official(SECTORPLAN, 'Gideon Alewijnse', 'voorzitter van het college van bestuur', 'aventus'),
    ),
    row([36], 'Transitiewerkt.nl continues two networks', {
      query: '{ organisation(id: "transitiewerkt") { name formerNames } }',
      shows: {
        organisation: {
          name: 'Transitiewerkt.nl',
          formerNames: ['WerkendStedendriehoek', 'Veluwe Portaal'],
        },
      },
    }),
  ],
  without: [
    { sentences: [2, 3, 9, 15, 20, 29, 37], reason: HEADING },
    { sentences: [34, 35], reason: OPINION },
  ],
};
