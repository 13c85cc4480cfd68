import { trajectoriesOf } from '../world/trajectories.ts';
import type { CaseSystemId, Trajectory } from '../world/trajectories.ts';
import type { TargetGroup, World } from '../world/world.ts';

/** A trajectory with the field names of the case system. */
export interface Traject {
  readonly trajectnummer: string;
  readonly soort: string;
  readonly doelgroep: string;
  readonly programma: string | null;
  readonly regio: string;
  readonly coachnummer: string;
  readonly begonnenOp: string;
  readonly beeindigdOp: string | null;
  readonly uitkomst: string;
  readonly vouchers: readonly { readonly uitgever: string; readonly nummer: string }[];
  readonly bijgewerktOp: string;
}

export interface CaseRecords {
  /** Newest first, then by number. */
  readonly trajecten: readonly Traject[];
  /** Citizen number by trajectory number; empty for a system that may not hold citizen numbers. */
  readonly nummers: ReadonlyMap<string, string>;
  /** Trajectories by citizen number. */
  readonly perNummer: ReadonlyMap<string, readonly Traject[]>;
}

const SOORTEN: Readonly<Record<Trajectory['kind'], string>> = {
  UNEMPLOYED_TO_WORK: 'WERKLOOS_NAAR_WERK',
  WORK_TO_WORK: 'WERK_NAAR_WERK',
  GUIDANCE: 'LOOPBAAN',
};

const UITKOMSTEN: Readonly<Record<Trajectory['outcome'], string>> = {
  TO_WORK: 'WERK',
  TO_TRAINING: 'OPLEIDING',
  STOPPED: 'GESTOPT',
  RUNNING: 'LOOPT',
  UNRECORDED: 'NIET_VASTGELEGD',
};

const DOELGROEPEN: Readonly<Record<TargetGroup, string>> = {
  JOBSEEKER: 'WERKZOEKENDE',
  EMPLOYED: 'WERKENDE',
  SELF_EMPLOYED: 'ZZP',
  JOB_CHANGER: 'BAANVERANDERAAR',
  SCHOOL_LEAVER: 'SCHOOLVERLATER',
  VULNERABLE_YOUTH: 'KWETSBARE_JONGERE',
  AGE_45_PLUS: '45PLUS',
  STATUS_HOLDER: 'STATUSHOUDER',
  WOMEN: 'VROUW',
};

/** The records of one case system; with citizen numbers only if it may hold them. */
export function caseRecordsOf(
  world: World,
  system: CaseSystemId,
  mayHoldNumbers: boolean,
): CaseRecords {
  const own = trajectoriesOf(world).filter((one) => one.system === system);
  const bsn = new Map(world.people.map((person) => [person.id, person.bsn]));
  const trajecten = own.map(trajectOf).toSorted(newestFirst);
  const nummers = new Map(
    mayHoldNumbers ? own.map(({ number, personId }) => [number, bsn.get(personId) ?? '']) : [],
  );
  const perNummer = new Map<string, Traject[]>();
  for (const traject of trajecten) {
    const nummer = nummers.get(traject.trajectnummer);
    if (nummer !== undefined) perNummer.set(nummer, [...(perNummer.get(nummer) ?? []), traject]);
  }
  return { trajecten, nummers, perNummer };
}

/** The order of the caseload. */
export function newestFirst(
  a: Pick<Traject, 'begonnenOp' | 'trajectnummer'>,
  b: Pick<Traject, 'begonnenOp' | 'trajectnummer'>,
): number {
  const one = `${a.begonnenOp} ${a.trajectnummer}`;
  const other = `${b.begonnenOp} ${b.trajectnummer}`;
  if (one === other) return 0;
  return one > other ? -1 : 1;
}

function trajectOf(trajectory: Trajectory): Traject {
  return {
    trajectnummer: trajectory.number,
    soort: SOORTEN[trajectory.kind],
    doelgroep: DOELGROEPEN[trajectory.targetGroup],
    programma: trajectory.programme,
    regio: trajectory.region,
    coachnummer: trajectory.coach,
    begonnenOp: trajectory.startedOn,
    beeindigdOp: trajectory.endedOn,
    uitkomst: UITKOMSTEN[trajectory.outcome],
    vouchers: trajectory.vouchers.map(({ fund, number }) => ({ uitgever: fund, nummer: number })),
    bijgewerktOp: trajectory.changedAt,
  };
}
