import { arrangementsOf } from '../world/arrangements.ts';
import type { Arrangement, ArrangementType } from '../world/arrangements.ts';
import type { CaseSystemId } from '../world/trajectories.ts';
import type { EmployerSize, World } from '../world/world.ts';
import { newestFirst } from './case-records.ts';

/** The system of the region of the sectorplan; the other one has no such records. */
const SYSTEM: CaseSystemId = 'leerwerkloket-stedenvierkant';

const SOORTEN: Readonly<Record<ArrangementType, string>> = {
  APPRENTICESHIP: 'LEERWERKPLEK_BBL',
  STARTER_GRANT: 'STARTERSBEURS',
  MOBILITY_VOUCHER: 'MOBILITEITSVOUCHER',
  TRAINING_VOUCHER: 'SCHOLINGSVOUCHER',
};

const GROOTTES: Readonly<Record<EmployerSize, string>> = {
  MICRO: 'MICRO',
  SMALL: 'KLEIN',
  MEDIUM: 'MIDDEN',
  LARGE: 'GROOT',
};

/** The arrangements of a case system with its own field names, newest first; null where it keeps none. */
export function arrangementRecordsOf(world: World, system: CaseSystemId) {
  if (system !== SYSTEM) return null;
  return arrangementsOf(world)
    .map(arrangementOf)
    .toSorted((a, b) => newestFirst(placeOf(a), placeOf(b)));
}

/** Its place in the order of records of people, in which a trajectory has its own number. */
export function placeOf(one: { readonly begonnenOp: string; readonly arrangementnummer: string }) {
  return { begonnenOp: one.begonnenOp, trajectnummer: one.arrangementnummer };
}

function arrangementOf(one: Arrangement) {
  return {
    arrangementnummer: one.number,
    programma: one.programme,
    soort: SOORTEN[one.type],
    /** KVK number. */
    werkgever: one.employerKvk,
    werkgeversgrootte: GROOTTES[one.employerSize],
    leeftijdsgroep: one.isYoung ? 'TOT_27' : 'VANAF_27',
    begonnenOp: one.startedOn,
    bijgewerktOp: one.changedAt,
  };
}
