import { reportSent } from '../kit/citizen-numbers/ask-holders.ts';
import { personModel, resolvePerson } from '../kit/ids/person-reference.ts';
import { listPage } from '../kit/paging/connection.ts';
import { byDayThenId } from '../kit/paging/rows-by-day.ts';
import { notOffered } from '../kit/partners/ask-partner.ts';
import type { Path } from '../kit/partners/failures.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import type { ResolveReference } from '../kit/subgraph/entity-references.ts';
import type { Context } from './loaders.ts';
import {
  asOwnTrajectory,
  asTrajectory,
  type PersonModel,
  type TrajectoryModel,
  type VoucherModel,
} from './models.ts';
import type { TrajectoryRecord } from './records.ts';
import type {
  LookupsResolvers,
  PersonResolvers,
  QueryResolvers,
  TrajectoryResolvers,
  VoucherResolvers,
} from './resolver-types.ts';

/** `Query.trajectory`: null without an error when no case system that may be asked holds it. */
export const findTrajectory: QueryResolvers['trajectory'] = async (
  _,
  { id },
  context,
  { path },
) => {
  const [partner, number] = context.ids.decryptPair('llo-trajectory/v1', id);
  const result = await context.loaders.trajectory.load({ partner, number });
  const record = valueOrNull(result, context, path);
  return record && asTrajectory(record, context);
};

/** `Query.caseload`: the trajectories of the organisation in the token, the newest first, by id within a day. */
export const listCaseload: QueryResolvers['caseload'] = (_, page, context, { path }) => {
  const { cursors, failures, loaders, principal } = context;
  return listPage(
    page,
    { scope: { field: 'caseload' }, cursors, failures, path },
    (start, first) => loaders.caseloadPage({ oin: principal?.consumer ?? '', first, start }),
    ({ record }) => asTrajectory(record, context),
  );
};

/**
 * `Voucher.trajectory`: of the system that helped to request the voucher. Once it is found, another
 * system that is unavailable makes no difference; until then it may hold the trajectory.
 */
export const trajectoryOfVoucher: VoucherResolvers['trajectory'] = async (
  { fund, number },
  _,
  context,
  { path },
) => {
  const { arrived, unavailable } = await context.loaders.trajectoryOfVoucher.load({ fund, number });
  const record = [...arrived.values()].find((one) => one !== null);
  if (record !== undefined) {
    return (await isOfAnother(record, context, path)) ? null : asTrajectory(record, context);
  }
  context.failures.report(unavailable, path);
  return null;
};

/** A person who sees their own vouchers sees nobody else's trajectory, also where a coach noted the wrong voucher. */
async function isOfAnother(
  record: TrajectoryRecord,
  context: Context,
  path: Path,
): Promise<boolean> {
  const subject = context.principal?.subject;
  if (subject === undefined) return false;
  const result = await context.loaders.personOf(record);
  if (result.isUnavailable) {
    // A system that may not know people knows no other person either.
    if (result.unavailable.fault === null) return false;
    context.failures.report([result.unavailable], path);
    return true;
  }
  return result.value !== null && personModel(result.value, context.ids).id !== subject;
}

/** `Person.trajectories`, by first day, then by id; null where no system may know people. */
export const trajectoriesOfPerson: PersonResolvers['trajectories'] = async (
  person,
  _,
  context,
  { path },
) => {
  const found = await trajectoryRecordsOf(person, context, path);
  return found
    ?.map((record) => asOwnTrajectory(record, context.ids))
    .toSorted(byDayThenId(({ startedOn }) => startedOn));
};

/**
 * `Lookups.guidance`: of the person, and of their trajectories, which a school or a fund finds without
 * knowing the person. Null where no system may know people.
 */
export const accessHistoryOfPerson: LookupsResolvers['guidance'] = async (
  person,
  _,
  context,
  { path },
) => {
  const own = (await trajectoryRecordsOf(person, context, path)) ?? [];
  const { number } = person;
  if (number === null) return null;
  const people = context.loaders.partners.filter(({ holdsPersonKey }) => holdsPersonKey);
  return context.accessHistoryOf([
    ...people.map(({ id }) => ({ type: 'person' as const, partner: id, text: number })),
    ...own.map(({ partner, number: trajectory }) => ({
      type: 'trajectory' as const,
      partner,
      text: `${partner}:${trajectory}`,
    })),
  ]);
};

/** `Trajectory.person`: asked only of a system that may know people. */
export const personOfTrajectory: TrajectoryResolvers['person'] = async (
  trajectory,
  _,
  context,
  { path },
) => {
  if (trajectory.partner === undefined) return null;
  const number = valueOrNull(await context.loaders.personOf(trajectory), context, path);
  if (number === null) return null;
  context.subjects.report('person', trajectory.partner, number);
  return personModel(number, context.ids);
};

async function trajectoryRecordsOf(
  { number }: PersonModel,
  context: Context,
  path: Path,
): Promise<readonly TrajectoryRecord[] | null> {
  const withoutPeople = context.loaders.asked.filter(({ holdsPersonKey }) => !holdsPersonKey);
  context.failures.report(withoutPeople.map(notOffered), path);
  if (number === null) return null;
  const results = await context.loaders.trajectoriesOfPerson.load(number);
  reportSent(context.subjects, results, number);
  return listOrNull(results, context, path);
}

/** A trajectory by its encrypted id; the loader makes one call per system for a whole batch. */
export const resolveTrajectory: ResolveReference<Context, TrajectoryModel> = async (
  { id },
  context,
  path,
) => {
  const [partner, number] = context.ids.decryptPair('llo-trajectory/v1', String(id));
  const result = await context.loaders.trajectory.load({ partner, number });
  const record = valueOrNull(result, context, path);
  if (record === null) return { id: String(id) };
  context.subjects.report('trajectory', partner, `${partner}:${number}`);
  return { ...record, id: String(id) };
};

/** A voucher by its encrypted id; the case systems know it by the number in it. */
export const resolveVoucher: ResolveReference<Context, VoucherModel> = ({ id }, { ids }) => {
  const [fund, number] = ids.decryptPair('llo-voucher/v1', String(id));
  return { id: String(id), fund, number };
};

/** The person under an encrypted id; the id is not decrypted where no system may know people. */
export function resolvePersonWhereKnown(id: unknown, context: Context): PersonModel {
  const isKnown = context.loaders.asked.some(({ holdsPersonKey }) => holdsPersonKey);
  return isKnown ? resolvePerson(id, context) : { id: String(id), number: null };
}
