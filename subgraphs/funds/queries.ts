import { codedError } from '../../core/errors/coded-error.ts';
import { findNumbers } from '../kit/citizen-numbers/find-numbers.ts';
import { checkPartners } from '../kit/partners/check-partner-ids.ts';
import { createListIndex } from '../kit/mapping/list-index.ts';
import { knownOrNull } from '../kit/mapping/record-models.ts';
import { listPage } from '../kit/paging/connection.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { byId } from '../kit/paging/rows-by-day.ts';
import { municipalitiesIn, regionsIn } from '../kit/mapping/region-filter.ts';
import { checkTargetGroups } from '../kit/mapping/target-groups.ts';
import { isSelected } from '../kit/request/is-selected.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import { resolveFromList, type ResolveReference } from '../kit/subgraph/entity-references.ts';
import type { Context } from './loaders.ts';
import { asVoucher, type VoucherModel, type VoucherSchemeModel } from './models.ts';
import type {
  ProgrammeResolvers,
  QueryResolvers,
  TrainingResolvers,
  VoucherResolvers,
} from './resolver-types.ts';
import type { SchemeRecord } from './records.ts';
import { canPayFor, createSchemeFilter } from './scheme-rules.ts';

/** `Query.voucher`: null without an error for a well-formed id that no fund holds. */
export const findVoucher: QueryResolvers['voucher'] = async (_, { id }, context, { path }) =>
  knownOrNull(await resolveVoucher({ __typename: 'Voucher', id }, context, path));

/**
 * `Query.voucherByNumber`: at the fund of the client alone; null without a request to anyone for a client that is no fund.
 * Throws `ARGUMENT_INVALID` for what may be a citizen number, which a person may give by mistake and a fund may not
 * receive.
 */
export const findVoucherByNumber: QueryResolvers['voucherByNumber'] = async (
  _,
  { number },
  context,
  { path },
) => {
  const { loaders, numbers, failures } = context;
  if (findNumbers(number, 'case code', numbers.search).length > 0) {
    throw codedError(
      'ARGUMENT_INVALID',
      'Cannot use this voucher number: it may be a citizen number, which no fund may receive' +
        ' / Dit vouchernummer kan een persoonsnummer zijn, en dat mag geen fonds ontvangen',
    );
  }
  const { arrived, unavailable } = await loaders.ownVoucher(number);
  const record = [...arrived.values()].find((one) => one !== null);
  if (record !== undefined) return asVoucher(record, context);
  failures.report(unavailable, path);
  return null;
};

/** `Query.vouchers`: over all funds, by day of issue, then by id. */
export const listVouchers: QueryResolvers['vouchers'] = (
  _,
  { filter, sort, ...page },
  context,
  info,
) => {
  const { path } = info;
  const direction = sort?.direction ?? 'ASC';
  const { funds, region, ...selection } = filter ?? {};
  const { cursors, failures, loaders, today } = context;
  return listPage(
    page,
    { scope: { field: 'vouchers', filter: filter ?? null, direction }, cursors, failures, path },
    (start, first) =>
      loaders.voucherPage({
        partners: funds ? checkPartners(funds, loaders.partners) : loaders.partners,
        selection: {
          ...selection,
          ...(region ? { municipalities: municipalitiesIn(region, today) } : {}),
        },
        direction,
        first,
        start,
        withDeclarations: isSelected(info, 'enrolments'),
      }),
    ({ record }) => asVoucher(record, context),
  );
};

/** `Query.voucherSchemes`: over all funds, by opening day. */
export const listSchemes: QueryResolvers['voucherSchemes'] = (
  _,
  { filter, ...page },
  { publicCursors: cursors, failures, loaders, today, partnerRequest: { signal } },
  { path },
) =>
  listPage(
    page,
    { scope: { field: 'voucherSchemes', filter: filter ?? null }, cursors, failures, path },
    async (start, first) => {
      const { funds, region, targetGroups, ...wished } = filter ?? {};
      const wish = {
        ...wished,
        regions: region ? regionsIn(region) : null,
        targetGroups: targetGroups ? checkTargetGroups(targetGroups) : null,
      };
      const asked = funds ? checkPartners(funds, loaders.partners) : loaders.partners;
      return pageOfLists(await loaders.schemesAt(asked), start, first, {
        keyOf: ({ opensOn, code }) => [opensOn ?? '', code],
        isWanted: createSchemeFilter(wish, today),
        signal,
      });
    },
    ({ record }) => record,
  );

/** `Voucher.scheme` */
export const schemeOfVoucher: VoucherResolvers['scheme'] = async (
  { partner, schemeCode },
  _,
  context,
  { path },
) => {
  if (partner === undefined) return null;
  const result = await context.loaders.schemesOf.load(partner);
  const schemes = valueOrNull(result, context, path);
  return schemes && schemesByCode(schemes, schemeCode)[0];
};

/**
 * `Voucher.employer`. The number is encrypted, because it is the same in every response and so joins what two clients
 * have; a citizen gets it as it is, in the records about themselves.
 */
export const employerOfVoucher: VoucherResolvers['employer'] = (
  { employerKvk, employerSize },
  _,
  { ids, policies },
) => {
  if (!employerKvk) return null;
  return {
    get kvkNumber() {
      return policies.includes('purpose:inzage')
        ? employerKvk
        : ids.encrypt('llo-employer/v1', employerKvk);
    },
    size: employerSize,
  };
};

const schemesByCode = createListIndex<SchemeRecord>(({ code }) => code);

/**
 * `Voucher.enrolments`: those that the school declared to the fund. The school is asked for the number in the id, in an
 * address, so a citizen number in its place would reach the school.
 */
export const enrolmentsOfVoucher: VoucherResolvers['enrolments'] = async (
  voucher,
  _,
  context,
  info,
) => {
  if (voucher.partner === undefined) return null;
  const declared = valueOrNull(await context.loaders.declarations(voucher), context, info.path);
  return declared
    ?.flatMap(({ school, association }) =>
      school === null || context.numbers.isWithheld(association, info)
        ? []
        : [context.ids.identify('llo-enrolment/v1', `${school}:${association}`, {})],
    )
    .toSorted(byId);
};

/** `Programme.voucherSchemes` */
export const schemesOfProgramme: ProgrammeResolvers['voucherSchemes'] = async (
  { id },
  _,
  context,
  { path },
) => {
  const all = await context.loaders.schemesInOrder();
  return listOrNull(all, context, path, ({ programme }) => programme === id);
};

/** `Training.payableWith` */
export const schemesForTraining: TrainingResolvers['payableWith'] = async (
  training,
  { on },
  context,
  { path },
) => {
  const { today } = context;
  const all = await context.loaders.schemesInOrder();
  return listOrNull(all, context, path, (scheme) =>
    canPayFor(scheme, training, { day: on ?? today, today }),
  );
};

/** A voucher by its encrypted id; the loader sends one statement per fund for a whole batch. */
export const resolveVoucher: ResolveReference<Context, VoucherModel> = async (
  { id: given },
  context,
  path,
) => {
  const id = String(given);
  const [partner, number] = context.ids.decryptPair('llo-voucher/v1', id);
  const result = await context.loaders.voucher.load({ partner, number });
  const record = valueOrNull(result, context, path);
  return record === null ? { id } : asVoucher(record, context, id);
};

/** A scheme by its public id. */
export const resolveScheme: ResolveReference<Context, VoucherSchemeModel> = resolveFromList(
  (fund, { loaders }) => loaders.schemesOf.load(fund),
);
