import { addDays, addMonths, nightlyRun } from './days.ts';
import { untaken } from './employers.ts';
import type { IssuedVoucher } from './issue.ts';
import type { PlannedOffering } from './offerings.ts';
import { municipalityOf } from './places.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { stopDayOf } from './stops.ts';
import type {
  Association,
  AssociationResult,
  AssociationState,
  Day,
  Declaration,
  Person,
  SchoolId,
  Training,
  Voucher,
  VoucherStatus,
} from './world.ts';

export interface Redeemed {
  readonly vouchers: readonly Voucher[];
  readonly declarations: readonly Declaration[];
  readonly associations: readonly Association[];
}

export interface RedeemSettings {
  readonly seed: number;
  readonly date: Day;
  readonly trainings: readonly Training[];
  readonly offerings: readonly PlannedOffering[];
  /** The numbers of declarations that are taken. */
  readonly claims: Set<number>;
  /** How many students an offering can still have, by its id; each redemption takes one. Without it there is no limit. */
  readonly seats?: Map<string, number>;
}

/** A state of OOAPI that one school alone uses. */
const OWN_STATE: Partial<Record<SchoolId, AssociationState>> = { 'drenthe-college': 'queued' };
const DECLARED_SHARE = 0.92;

/** Redeems issued vouchers: redeemed ones pay for an enrolment, and most are declared to the fund. */
export function redeem(settings: RedeemSettings, issued: readonly IssuedVoucher[]): Redeemed {
  const finder = createOfferingFinder(settings);
  const stories = issued.map((voucher, index) => storyOf(settings, voucher, index, finder));
  return {
    vouchers: stories.map(({ voucher }) => voucher),
    declarations: stories.flatMap(({ declaration }) => declaration ?? []),
    associations: stories.flatMap(({ association }) => association ?? []),
  };
}

interface Story {
  readonly voucher: Voucher;
  readonly association?: Association | undefined;
  readonly declaration?: Declaration | undefined;
}

type Finder = (voucher: IssuedVoucher, from: Day, random: Random) => PlannedOffering;

function storyOf(
  { seed, date, claims }: RedeemSettings,
  issued: IssuedVoucher,
  index: number,
  find: Finder,
): Story {
  const random = createRandom(seed, `story/${index}/${issued.person.id}`);
  const { scheme, person } = issued;
  const fund = scheme.fund;
  // Recorded at the end of the programme, or last night: never after the world's date.
  const redeemedOn =
    issued.status === 'REDEEMED'
      ? earliest(addDays(issued.issuedOn, random.whole(5, 45)), addDays(date, -3))
      : null;
  const offering =
    redeemedOn !== null && issued.use !== 'GUIDANCE' ? find(issued, redeemedOn, random) : null;
  const association = offering ? associationOf(issued, offering, date, random) : undefined;
  const lastDay = addMonths(issued.issuedOn, 12);
  const expiresOn = issued.status === 'EXPIRED' && lastDay > date ? addDays(date, -2) : lastDay;
  const status = statusOn(date, issued.status, expiresOn);
  const changedOn = redeemedOn ?? (status === 'EXPIRED' ? expiresOn : issued.issuedOn);
  const voucher: Voucher = {
    number: issued.number,
    fund,
    schemeId: scheme.id,
    programme: scheme.programme,
    type: scheme.type,
    use: issued.use,
    status,
    issuedOn: issued.issuedOn,
    expiresOn,
    redeemedOn,
    amountCents: issued.amountCents,
    requestedBy: issued.requestedBy,
    municipality: person.municipality,
    provider: offering?.school ?? null,
    employerKvk: issued.employerKvk,
    personId: person.id,
    situation: person.situation,
    associationId: association?.id ?? null,
    changedAt: nightlyRun(earliest(changedOn, addDays(date, -1))),
  };
  return {
    voucher,
    association,
    declaration: declarationOf(voucher, person, date, claims, random),
  };
}

/** A voucher that was not redeemed expires after its last day. */
function statusOn(date: Day, status: VoucherStatus, expiresOn: Day): VoucherStatus {
  return status === 'ISSUED' && expiresOn < date ? 'EXPIRED' : status;
}

function associationOf(
  { person, scheme, number, role = 'student' }: IssuedVoucher,
  offering: PlannedOffering,
  date: Day,
  random: Random,
): Association {
  const isOver = offering.endDate < date;
  const hasStopped = person.archetype === null && random.chance(isOver ? 0.14 : 0.05);
  const own = OWN_STATE[offering.school];
  const state = own && random.chance(0.4) ? own : hasStopped ? 'canceled' : 'associated';
  const id = random.uuid();
  return {
    id,
    school: offering.school,
    personId: person.id,
    offeringId: offering.id,
    role,
    state: offering.startDate > date && state === 'associated' ? 'pending' : state,
    result: state === 'associated' ? resultOf(offering, date, random) : null,
    voucher: { fund: scheme.fund, number },
    ...(state === 'canceled' && { stoppedOn: stopDayOf(id, offering, date) }),
  };
}

/** The result of a student who did not stop; null before the start. */
export function resultOf(
  offering: PlannedOffering,
  date: Day,
  random: Random,
): AssociationResult | null {
  if (offering.startDate > date) return null;
  if (offering.endDate >= date) return { state: 'in progress', pass: 'unknown', resultDate: null };
  const pass = random.chance(0.92) ? 'passed' : 'failed';
  const resultDate = earliest(addDays(offering.endDate, random.whole(0, 12)), date);
  return { state: 'completed', pass, resultDate };
}

/** The latest redemptions are not declared yet, and a few never are. */
function declarationOf(
  voucher: Voucher,
  person: Pick<Person, 'archetype'>,
  date: Day,
  claims: Set<number>,
  random: Random,
): Declaration | undefined {
  const { redeemedOn, associationId, provider } = voucher;
  if (redeemedOn === null || associationId === null || provider === null) return undefined;
  const filedOn = addDays(redeemedOn, random.whole(7, 40));
  // The stories of the six archetypes are complete at all partners, so theirs is always declared.
  const isDeclared = random.chance(DECLARED_SHARE) || person.archetype !== null;
  if (filedOn > date || !isDeclared) return undefined;
  return {
    // Random, like the voucher's number: a sequence would reveal the order of redemption.
    number: untaken(claims, () => random.whole(100_000_000, 999_999_999)),
    fund: voucher.fund,
    voucherNumber: voucher.number,
    school: provider,
    associationId,
    amountCents: voucher.amountCents,
    filedOn,
  };
}

/** Finds an offering that the scheme covers, near the holder, and starting soon after the issue. */
function createOfferingFinder({ trainings, offerings, seats }: RedeemSettings): Finder {
  const trainingOf = new Map(trainings.map((training) => [training.id, training]));
  const byStart = offerings.toSorted((one, other) => (one.startDate < other.startDate ? -1 : 1));
  const fitting = new Map<string, readonly PlannedOffering[]>();

  /** Cached, because matching trainings depend on the scheme and the type, not on the day. */
  function fittingFor(issued: IssuedVoucher): readonly PlannedOffering[] {
    const { scheme, use, provider, trainingCode, role } = issued;
    const key = [scheme.fund, scheme.id, use, provider, trainingCode, role].join('/');
    const known = fitting.get(key);
    if (known) return known;
    const found = byStart.filter((offering) => {
      const training = trainingOf.get(offering.trainingId);
      return training !== undefined && isFitting(issued, offering, training);
    });
    fitting.set(key, found);
    return found;
  }

  return (issued, from, random) => {
    const fits = fittingFor(issued);
    const earliestStart = addDays(from, -20);
    const latestStart = addDays(from, 190);
    const soon = fits.filter(
      ({ id, startDate }) => startDate >= earliestStart && startDate <= latestStart && hasSeat(id),
    );
    const [first] = soon;
    // The archetypes take the earliest start.
    if (issued.trainingCode !== undefined && first) return first;
    const found = closest(
      soon.length > 0 ? soon : fits.filter(({ id }) => hasSeat(id)),
      issued,
      random,
    );
    seats?.set(found.id, (seats.get(found.id) ?? 0) - 1);
    return found;
  };

  function hasSeat(id: string): boolean {
    return seats === undefined || (seats.get(id) ?? 0) > 0;
  }
}

function isFitting(
  { scheme, use, provider, trainingCode, role }: IssuedVoucher,
  offering: PlannedOffering,
  training: Training,
): boolean {
  if (provider !== undefined && offering.school !== provider) return false;
  if (trainingCode !== undefined) return training.code === trainingCode;
  if (role === undefined && training.sector === 'EDUCATION') return false;
  if (use === 'ORIENTATION') return training.form === 'course';
  return (
    scheme.sectors.includes(training.sector) &&
    training.months <= (scheme.maxMonths ?? training.months)
  );
}

function closest(
  fitting: readonly PlannedOffering[],
  { person, number }: IssuedVoucher,
  random: Random,
): PlannedOffering {
  const home = municipalityOf(person.municipality);
  const within = (area: 'labourRegion' | 'province') => {
    const found = fitting.filter(
      ({ municipality }) => municipalityOf(municipality)[area] === home[area],
    );
    return found.length > 0 ? found : undefined;
  };
  const choice = within('labourRegion') ?? within('province') ?? fitting;
  if (choice.length === 0) throw new Error(`Cannot find a training for the voucher "${number}"`);
  return random.pick(choice);
}

function earliest(one: Day, other: Day): Day {
  return one < other ? one : other;
}
