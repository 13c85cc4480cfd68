import { addDays } from '../world/days.ts';
import type { World } from '../world/world.ts';
import type { Pilot, ProvinceId } from './register.ts';

type Row = Pick<Pilot, 'number' | 'name' | 'status' | 'regions' | 'sectors' | 'targetGroups'> &
  Partial<
    Pick<
      Pilot,
      'programme' | 'startedOn' | 'endedOn' | 'maxMonths' | 'target' | 'providers' | 'grants'
    >
  >;

const NORTH = 'scholingsalliantie-noord';
const AGILE = 'wendbaarheid';
const GELDERS = 'gelders-vakmanschap';
const TECHNICAL_NH = 'versterken-technische-sector-nh';

/** The three pilots of Samenwerken aan Wendbaarheid reach 75 people in total; the split is invented. */
const AGILE_PILOT = {
  programme: AGILE,
  status: 'FINISHED',
  targetGroups: ['EMPLOYED', 'JOB_CHANGER'],
  startedOn: '2021-02-01',
  endedOn: '2022-07-15',
  maxMonths: 12,
  target: 25,
  providers: ['saxion', 'aventus'],
  grants: ['GLD-20-1187'],
} as const satisfies Partial<Row>;

// The pilots and projects, their organisations, sectors and places, and the order of the northern ones,
// are those of the demo's sources. Register numbers, and days and targets that no source gives, are
// invented, and every record says that it is synthetic.
const ROWS: Readonly<Record<ProvinceId, readonly Row[]>> = {
  gelderland: [
    {
      // The source gives 18 participants but no target. It does not name the school, which is invented.
      number: 'GV-DIP',
      name: 'Docenten- en instructeurspool Technische Branches',
      programme: GELDERS,
      status: 'FINISHED',
      regions: ['PV25'],
      sectors: ['EDUCATION', 'TECHNIEK'],
      targetGroups: ['EMPLOYED'],
      startedOn: '2018-10-01',
      providers: ['techniek-academie'],
      grants: ['GLD-18-0412'],
    },
    {
      ...AGILE_PILOT,
      number: 'WB-1',
      name: 'Van werk naar werk in de techniek',
      regions: ['cleantech-regio', 'GM0150'],
      sectors: ['TECHNIEK'],
    },
    {
      ...AGILE_PILOT,
      number: 'WB-2',
      name: 'Van werk naar werk in de zorg',
      regions: ['cleantech-regio'],
      sectors: ['CARE'],
    },
    {
      ...AGILE_PILOT,
      number: 'WB-3',
      name: 'Van werk naar werk in de ICT: data én software',
      regions: ['cleantech-regio', 'GM0150'],
      sectors: ['ICT'],
    },
  ],
  drenthe: [
    {
      number: 'DR-P1',
      name: 'Gekwalificeerd in de techniek',
      programme: NORTH,
      status: 'FINISHED',
      regions: ['PV22'],
      sectors: ['TECHNIEK'],
      targetGroups: ['JOBSEEKER', 'EMPLOYED', 'JOB_CHANGER'],
      startedOn: '2018-09-03',
      endedOn: '2019-09-27',
      maxMonths: 12,
      target: 60,
      providers: ['drenthe-college'],
      grants: ['DR-18-022'],
    },
  ],
  groningen: [
    {
      number: 'GR-P2',
      name: 'Installatietechniek voor de energietransitie',
      programme: NORTH,
      status: 'RUNNING',
      regions: ['PV20'],
      sectors: ['INSTALLATION_TECHNOLOGY', 'ENERGY_TRANSITION'],
      targetGroups: ['JOBSEEKER', 'JOB_CHANGER', 'SCHOOL_LEAVER'],
      startedOn: '2019-11-04',
      maxMonths: 12,
      target: 40,
      providers: ['noorderpoort', 'alfa-college'],
      grants: ['GR-19-140'],
    },
  ],
  fryslan: [
    {
      number: 'FRL-P3',
      name: 'Noardeast-Fryslân: opleiden voor en met de regio',
      programme: NORTH,
      status: 'PLANNED',
      regions: ['noordoost-friesland'],
      sectors: ['TECHNIEK', 'CONSTRUCTION', 'CARE'],
      targetGroups: ['JOBSEEKER', 'EMPLOYED', 'JOB_CHANGER', 'SCHOOL_LEAVER', 'SELF_EMPLOYED'],
      target: 40,
      providers: ['firda'],
    },
  ],
  'noord-holland': [
    {
      number: 'NH-SPT',
      name: 'Servicepunt Techniek',
      programme: TECHNICAL_NH,
      status: 'RUNNING',
      regions: ['AM12', 'AM15', 'AM17', 'AM18', 'AM37'],
      sectors: ['TECHNIEK'],
      targetGroups: ['JOBSEEKER', 'EMPLOYED', 'JOB_CHANGER'],
      startedOn: '2021-01-11',
    },
    {
      number: 'NH-MKB',
      name: 'MKB-route: metroleerlijn',
      programme: TECHNICAL_NH,
      status: 'FINISHED',
      regions: ['AM37'],
      sectors: ['ICT', 'MANUFACTURING'],
      targetGroups: ['EMPLOYED'],
      startedOn: '2021-03-01',
      endedOn: '2023-12-29',
      providers: ['smart-makers-academy'],
      grants: ['NH-21-0077'],
    },
    {
      number: 'NH-ENTREE',
      name: 'Entree in Beweging',
      programme: TECHNICAL_NH,
      status: 'FINISHED',
      regions: ['PV27'],
      sectors: ['OTHER'],
      targetGroups: ['JOBSEEKER', 'VULNERABLE_YOUTH'],
      startedOn: '2021-05-03',
      endedOn: '2024-06-28',
    },
    {
      number: 'NH-MYNS',
      name: 'Mind your next step',
      programme: TECHNICAL_NH,
      status: 'FINISHED',
      regions: ['GM0394'],
      sectors: ['AVIATION', 'TECHNIEK'],
      targetGroups: ['EMPLOYED', 'JOB_CHANGER'],
      startedOn: '2021-04-06',
      endedOn: '2023-03-31',
    },
    {
      number: 'NH-ONTW',
      name: 'Ontwikkelfonds: een vak leren en bijhouden',
      programme: TECHNICAL_NH,
      status: 'RUNNING',
      regions: ['PV27'],
      sectors: ['TECHNIEK', 'CONSTRUCTION', 'CARE', 'ICT'],
      targetGroups: ['JOBSEEKER', 'EMPLOYED', 'SELF_EMPLOYED'],
      startedOn: '2021-09-01',
    },
  ],
  overijssel: [
    {
      number: 'OV-P1',
      name: 'Overijssels Vakmanschap: coördinatie en coaching',
      programme: 'overijssels-vakmanschap',
      status: 'FINISHED',
      regions: ['PV23'],
      sectors: ['TECHNIEK'],
      targetGroups: ['JOBSEEKER', 'EMPLOYED', 'JOB_CHANGER', 'SELF_EMPLOYED'],
      startedOn: '2018-10-01',
      endedOn: '2020-09-30',
      providers: ['saxion', 'aventus'],
      grants: ['OV-18-031'],
    },
  ],
};

/** The pilots in one province's register; their trainings exist at the providers in the world. */
export function pilotsOf(province: ProvinceId, world: World): readonly Pilot[] {
  return ROWS[province].map((row) => ({
    programme: null,
    startedOn: null,
    endedOn: null,
    maxMonths: null,
    target: null,
    providers: [],
    grants: [],
    ...row,
    trainings: trainingsFor(row, world),
    contact: 'Sjoukje Proefpersoon',
    changedOn: addDays(world.date, -12),
  }));
}

/** One training for each provider, of the pilot's first sector and not longer than the pilot. */
function trainingsFor({ providers = [], sectors, maxMonths }: Row, { trainings }: World) {
  const taught = sectors.includes('TECHNIEK') ? [...sectors, 'MANUFACTURING'] : sectors;
  const fitting = trainings.filter(
    ({ sector, months }) => taught.includes(sector) && months <= (maxMonths ?? 24),
  );
  return providers.flatMap((provider) => {
    const own = fitting.filter(({ school }) => school === provider);
    const training = own.find(({ sector }) => sector === sectors[0]) ?? own[0];
    return training === undefined ? [] : [`${provider}:${training.id}`];
  });
}
