import { addDays, nightlyRun } from '../world/days.ts';
import type { CaseSystemId } from '../world/trajectories.ts';
import type { Day } from '../world/world.ts';

/** Guidance that people can apply for, as the organisation publishes it; invented, and named as such. */
export interface Aanbod {
  readonly code: string;
  readonly naam: string;
  readonly doelgroepen: readonly string[];
  readonly sectoren: readonly string[];
  readonly regios: readonly string[];
  readonly leeftijdVanaf?: number;
  readonly openVanaf: Day | null;
  readonly openTot: Day | null;
  readonly plaatsenOverPercentage: number | null;
  readonly aanvraagadres: string;
  readonly bijgewerktOp: string;
}

type Row = Omit<Aanbod, 'openVanaf' | 'openTot' | 'aanvraagadres' | 'bijgewerktOp'> & {
  /** Days from today at which it opens and closes; null is open-ended. */
  readonly days: readonly [number, number | null];
};

const IEDEREEN = ['WERKZOEKENDE', 'WERKENDE', 'ZZP', 'BAANVERANDERAAR', 'SCHOOLVERLATER'];

const OFFERS: Readonly<Record<CaseSystemId, readonly Row[]>> = {
  'leerwerkloket-stedenvierkant': [
    {
      code: 'LOOPBAANGESPREK',
      naam: 'Loopbaangesprek over leren en werken (synthetisch)',
      doelgroepen: [],
      sectoren: [],
      regios: ['AM06'],
      plaatsenOverPercentage: null,
      days: [-900, null],
    },
    {
      code: 'SWITCH',
      naam: 'Begeleiding van werk naar werk (synthetisch)',
      doelgroepen: ['WERKENDE', 'BAANVERANDERAAR'],
      sectoren: ['TECHNIEK', 'CARE', 'ICT'],
      regios: ['AM06'],
      plaatsenOverPercentage: 35,
      days: [-200, 160],
    },
  ],
  'vakmanschap-coaches': [
    {
      code: 'VAKTRAJECT',
      naam: 'Vakmanschaptraject met een arbeidsmarktcoach (synthetisch)',
      doelgroepen: [...IEDEREEN, '45PLUS', 'STATUSHOUDER', 'KWETSBARE_JONGERE', 'VROUW'],
      sectoren: ['TECHNIEK'],
      regios: ['PV25'],
      plaatsenOverPercentage: 42,
      days: [-260, 130],
    },
    {
      code: 'ZIJINSTROOM-45',
      naam: 'Zij-instroom in de techniek voor 45-plussers (synthetisch)',
      doelgroepen: ['45PLUS'],
      sectoren: ['TECHNIEK'],
      regios: ['PV25', 'PV23'],
      leeftijdVanaf: 45,
      plaatsenOverPercentage: 0,
      days: [-300, 60],
    },
  ],
};

/** The offers of one organisation on a day. */
export function offersOf(system: CaseSystemId, today: Day): readonly Aanbod[] {
  return OFFERS[system].map(({ days: [opens, closes], ...row }) => ({
    ...row,
    openVanaf: addDays(today, opens),
    openTot: closes === null ? null : addDays(today, closes),
    aanvraagadres: `https://${system}.example/aanbod/${row.code.toLowerCase()}`,
    bijgewerktOp: nightlyRun(addDays(today, -8)),
  }));
}
