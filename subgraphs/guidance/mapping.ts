import { ownKey } from '../kit/ids/own-key.ts';
import { dayOfMoment } from '../kit/mapping/record-models.ts';
import { wordOrNull } from '../kit/partners/checked-value.ts';
import { readNarrowed, regionOrNull, sectorOrNull } from '../kit/mapping/narrowed-list.ts';
import type { TrajectoryKind, TrajectoryOutcome } from '../../schema/generated/guidance.ts';
import type { ArrangementRecord, OfferRecord, TrajectoryRecord } from './records.ts';
import type { Arrangement, Offer, Trajectory } from './dto.ts';

const KINDS: Readonly<Record<string, TrajectoryKind>> = {
  WERKLOOS_NAAR_WERK: 'UNEMPLOYED_TO_WORK',
  WERK_NAAR_WERK: 'WORK_TO_WORK',
  LOOPBAAN: 'GUIDANCE',
};

const OUTCOMES: Readonly<Record<string, TrajectoryOutcome>> = {
  WERK: 'TO_WORK',
  OPLEIDING: 'TO_TRAINING',
  GESTOPT: 'STOPPED',
  LOOPT: 'RUNNING',
};

const TARGET_GROUPS: Readonly<Record<string, string>> = {
  WERKZOEKENDE: 'JOBSEEKER',
  WERKENDE: 'EMPLOYED',
  ZZP: 'SELF_EMPLOYED',
  BAANVERANDERAAR: 'JOB_CHANGER',
  SCHOOLVERLATER: 'SCHOOL_LEAVER',
  KWETSBARE_JONGERE: 'VULNERABLE_YOUTH',
  '45PLUS': 'AGE_45_PLUS',
  STATUSHOUDER: 'STATUS_HOLDER',
  VROUW: 'WOMEN',
};

/** The number of a trajectory; throws for one that does not fit into an id. */
export function trajectoryNumberOf(partner: string, number: string): string {
  return ownKey('llo-trajectory/v1', partner, 'trajectnummer', number);
}

/** Maps a trajectory to a record. An unknown code is null or `UNKNOWN`. */
export function trajectoryOf(partner: string, given: Trajectory): TrajectoryRecord {
  return {
    partner,
    number: trajectoryNumberOf(partner, given.trajectnummer),
    kind: wordOrNull(given.soort, KINDS),
    targetGroup: wordOrNull(given.doelgroep, TARGET_GROUPS),
    programme: given.programma ?? null,
    region: given.regio ?? null,
    coach:
      given.coachnummer == null
        ? null
        : ownKey('llo-coach/v1', partner, 'coachnummer', given.coachnummer),
    startedOn: given.begonnenOp,
    endedOn: given.beeindigdOp ?? null,
    outcome: wordOrNull(given.uitkomst, OUTCOMES) ?? 'UNKNOWN',
    vouchers: (given.vouchers ?? []).map(({ uitgever, nummer }) => ({
      fund: uitgever,
      number: ownKey('llo-voucher/v1', uitgever, 'vouchers.nummer', nummer),
    })),
    changedAt: dayOfMoment(given.bijgewerktOp),
  };
}

const ARRANGEMENT_TYPES = {
  LEERWERKPLEK_BBL: 'APPRENTICESHIP',
  STARTERSBEURS: 'STARTER_GRANT',
  MOBILITEITSVOUCHER: 'MOBILITY_VOUCHER',
  SCHOLINGSVOUCHER: 'TRAINING_VOUCHER',
} as const;
const EMPLOYER_SIZES = {
  MICRO: 'MICRO',
  KLEIN: 'SMALL',
  MIDDEN: 'MEDIUM',
  GROOT: 'LARGE',
} as const;
const AGE_GROUPS = { TOT_27: 'YOUNG', VANAF_27: 'ADULT' } as const;

/** An unknown code is null. */
export function arrangementOf(partner: string, given: Arrangement): ArrangementRecord {
  const { arrangementnummer } = given;
  return {
    partner,
    number: ownKey('llo-trajectory/v1', partner, 'arrangementnummer', arrangementnummer),
    programme: given.programma ?? null,
    type: wordOrNull(given.soort, ARRANGEMENT_TYPES),
    employerSize: wordOrNull(given.werkgeversgrootte, EMPLOYER_SIZES),
    ageGroup: wordOrNull(given.leeftijdsgroep, AGE_GROUPS),
    startedOn: given.begonnenOp,
  };
}

/** Null for an offer with a list of unknown codes alone, which would seem to be for everyone. */
export function offerOf(
  partner: string,
  given: Offer,
  reportUnknown: (list: string, word: string) => void,
): OfferRecord | null {
  const report = (list: string) => (word: string) => reportUnknown(list, word);
  const groupOrNull = (word: string) => wordOrNull(word, TARGET_GROUPS);
  const targetGroups = readNarrowed(given.doelgroepen, groupOrNull, report('doelgroepen'));
  const sectors = readNarrowed(given.sectoren, sectorOrNull, report('sectoren'));
  const regions = readNarrowed(given.regios, regionOrNull, report('regios'));
  if (!targetGroups || !sectors || !regions) return null;
  return {
    partner,
    code: given.code,
    name: given.naam,
    targetGroups,
    situations: [],
    sectors,
    regions,
    ageFrom: given.leeftijdVanaf ?? null,
    ageTo: given.leeftijdTot ?? null,
    opensOn: given.openVanaf ?? null,
    closesOn: given.openTot ?? null,
    leftPercent: given.plaatsenOverPercentage ?? null,
    applyAt: given.aanvraagadres ?? null,
    changedAt: given.bijgewerktOp ?? null,
  };
}
