import { among, figure, figureStates, learned, row, summary, type FactRow } from '../seed-rows.ts';
import { FILE, GV } from './source.ts';

/** Teachers, similar programmes, and learning points. */
export const lessonFacts: readonly FactRow[] = [
  row([46], 'New hybrid teachers were a goal', summary(GV, 'hybride docenten')),
  row([47], 'A pool of teachers began early in October 2018, on no stated day', {
    query: `{ publicEvents(programme: "${GV}") { id name date } }`,
    shows: {
      publicEvents: among([
        {
          id: 'docentenpool-start',
          name: 'Start van de docenten- en instructeurspool (begin oktober 2018)',
          date: null,
        },
      ]),
    },
  }),
  row(
    [47],
    'The pool of teachers had 18 participants',
    figure('gv-docentenpool', FILE, {
      value: 18,
      qualifier: 'EXACT',
      unit: 'PEOPLE',
      asOf: '2019-04-11',
    }),
  ),
  row(
    [48, 49],
    'Hybrid teachers do an internship at roc’s and vmbo schools',
    figureStates('gv-docentenpool', "stage lopen bij roc's en vmbo-scholen"),
  ),
  row(
    [53],
    'About 65 percent of earlier groups stayed connected',
    figure('gv-hybride-docenten', FILE, {
      value: 65,
      qualifier: 'CIRCA',
      unit: 'PERCENT',
      asOf: '2019-04-11',
    }),
  ),
  row(
    [58],
    'Overijssel began some months later',
    figure('ov-start', FILE, {
      qualifier: 'ORDER_OF_MAGNITUDE',
      unit: 'MONTHS',
      asOf: '2019-04-11',
    }),
  ),
  row([58], 'A presentation in the north of Noord-Holland', {
    query: `{ publicEvents(programme: "${GV}") { id place } region(name: "kop van noord-holland") { kind name } }`,
    shows: {
      publicEvents: among([
        { id: 'presentatie-kop-van-noord-holland', place: 'Kop van Noord-Holland' },
      ]),
      region: { kind: 'COOPERATION', name: 'Kop van Noord-Holland' },
    },
  }),
  row(
    [59],
    'Limburg has a similar programme',
    summary('limburgs-vakmanschap', 'op Gelders Vakmanschap lijkt'),
  ),
  row(
    [63, 64, 65],
    'A learning point is about requests through employers for training that they would give anyway',
    learned(GV, 'DEADWEIGHT', 'misschien toch wel'),
  ),
  row(
    [66],
    'A learning point is that partners reach workers together',
    learned(GV, 'DEADWEIGHT', 'samen acties'),
  ),
  row(
    [67, 68],
    'A learning point is that small and medium employers take more effort',
    learned(GV, 'MKB_REACH', 'vragen meer moeite'),
  ),
  row([71], 'A sequel should convince small employers', learned(GV, 'MKB_REACH', 'leercultuur')),
  row(
    [72],
    'A learning point is to make the network permanent',
    learned(GV, 'NETWORK', 'vaste plek'),
  ),
  row([73], 'The programme has a website', {
    query: `{ programme(id: "${GV}") { website } }`,
    shows: { programme: { website: 'https://www.geldersvakmanschap.nl' } },
  }),
];
