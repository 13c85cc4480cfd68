import type { GraphQLResolveInfo } from 'graphql';
import { resolveInstrumentSearch } from '../kit/instruments/instrument-search.ts';
import { reportAtAll } from '../kit/audit/data-subjects.ts';
import { municipalityKey, organisationKey } from '../kit/mapping/entity-keys.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import { openPerson } from '../kit/ids/person-reference.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import { listFundedTrainings } from './instruments.ts';
import type { EducationLoaders } from './loaders.ts';
import {
  asEnrolment,
  asOffering,
  asTraining,
  type EnrolmentNode,
  type OfferingNode,
  type TrainingNode,
} from './models.ts';
import {
  findTraining,
  listTrainings,
  resolveEnrolment,
  resolveOffering,
  resolveTraining,
} from './queries.ts';
import type { EnrolmentRecord, EnrolmentStatus } from './records.ts';
import { isOpenOn } from './training-rules.ts';

type Context = SubgraphContext<EducationLoaders>;

interface PersonNode {
  readonly id: string;
  readonly number: string;
}

/** Which field is which answer. What a silent school would have told is null, and it is named. */
export const educationResolvers: SubgraphResolvers<EducationLoaders> = {
  Query: {
    training: findTraining,
    trainings: listTrainings,
  },

  Training: {
    name: ({ record }: TrainingNode) => record?.name,
    description: ({ record }: TrainingNode) => record?.description,
    sector: ({ record }: TrainingNode) => record?.sector,
    durationMonths: ({ record }: TrainingNode) => record?.durationMonths,
    route: ({ record }: TrainingNode) => record?.route,
    qualification: ({ record }: TrainingNode) => record?.qualification,
    skills: ({ record }: TrainingNode) => record?.skills,
    provider: ({ record }: TrainingNode) => organisationKey(record?.school ?? null),
    provenance: ({ record }: TrainingNode, _: unknown, context: Context) =>
      provenanceOf(record, context),
    offerings: async (
      { record }: TrainingNode,
      { openOn }: { readonly openOn?: string | null },
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      if (record === null) return null;
      const all = valueOrNull(await context.loaders.offeringsOf.load(record.school), context, path);
      return all
        ?.filter((offering) => offering.trainingKey === record.key)
        .filter((offering) => openOn == null || isOpenOn(offering, openOn))
        .toSorted((a, b) => (a.startDate ?? '').localeCompare(b.startDate ?? ''))
        .map(asOffering);
    },
  },

  TrainingOffering: {
    startDate: ({ record }: OfferingNode) => record?.startDate,
    endDate: ({ record }: OfferingNode) => record?.endDate,
    region: ({ record }: OfferingNode) => municipalityKey(record?.municipality ?? null),
    seatsLeft: ({ record }: OfferingNode) => record?.seatsLeft,
    price: ({ record }: OfferingNode) => record?.price,
  },

  Enrolment: {
    training: async (
      { record }: EnrolmentNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      if (record?.offering?.trainingKey == null) return null;
      const id = `${record.school}:${record.offering.trainingKey}`;
      const trainings = valueOrNull(
        await context.loaders.trainingsOf.load(record.school),
        context,
        path,
      );
      return trainings?.map(asTraining).find((one) => one.id === id) ?? { id, record: null };
    },
    offering: ({ record }: EnrolmentNode) => record?.offering && asOffering(record.offering),
    role: ({ record }: EnrolmentNode) => record?.role,
    status: ({ record }: EnrolmentNode) => record?.status,
    statusCode: ({ record }: EnrolmentNode) => record?.statusCode,
    endedOn: ({ record }: EnrolmentNode) => record?.endedOn,
    passed: ({ record }: EnrolmentNode) => record?.passed,
    voucher: ({ record }: EnrolmentNode, _: unknown, context: Context) =>
      record?.voucher ? voucherKey(record.voucher, context) : null,
    provenance: ({ record }: EnrolmentNode, _: unknown, context: Context) =>
      provenanceOf(record, context),
  },

  Person: {
    enrolments: async (
      { number }: PersonNode,
      { statuses }: { readonly statuses?: readonly EnrolmentStatus[] | null },
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const found = await enrolmentsOf(number, context, path);
      return found
        ?.filter(({ status }) => statuses == null || statuses.includes(status))
        .map((record) => asEnrolment(record, context.ids));
    },
    vouchers: vouchersOf,
  },

  InstrumentFinder: { fromSchools: listFundedTrainings },

  Lookups: {
    vouchers: vouchersOf,
    education: async (
      { number }: PersonNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const enrolments = (await enrolmentsOf(number, context, path)) ?? [];
      const people = context.loaders.schools.map((school) => ({
        type: 'person' as const,
        partner: school.id,
        text: number,
      }));
      // A fund or a coach comes to an enrolment without knowing the person.
      const own = enrolments.map(({ school, key }) => ({
        type: 'enrolment' as const,
        partner: school,
        text: `${school}:${key}`,
      }));
      return context.accessHistoryOf([...people, ...own]);
    },
  },

  PartnerBoard: {
    education: async (_: unknown, __: unknown, { loaders }: Context) => {
      await loaders.ping();
      return partnerStatuses(loaders.schools);
    },
  },
};

/** How keys of other kinds' questions become what the fields above start from. */
export const educationReferences: SubgraphReferences<EducationLoaders> = {
  Training: resolveTraining,
  TrainingOffering: resolveOffering,
  Enrolment: resolveEnrolment,
  Person: ({ id }, { ids, principal }) => ({
    id: String(id),
    number: openPerson(id, ids, principal),
  }),
  Lookups: ({ person }, { ids, principal }) => ({
    id: String(person),
    number: openPerson(person, ids, principal),
  }),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment }),
};

async function enrolmentsOf(
  number: string,
  context: Context,
  path: GraphQLResolveInfo['path'],
): Promise<readonly EnrolmentRecord[] | null> {
  const results = await context.loaders.enrolmentsOfPerson.load(number);
  reportAtAll(context.subjects, 'person', results.arrived, number);
  return listOrNull(results, context, path);
}

async function vouchersOf(
  { number }: PersonNode,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
) {
  const found = await enrolmentsOf(number, context, path);
  return found?.flatMap(({ voucher }) => (voucher ? [voucherKey(voucher, context)] : []));
}

function voucherKey({ fund, number }: { fund: string; number: string }, { ids }: Context) {
  return { id: ids.seal('llo-voucher/v1', `${fund}:${number}`) };
}

function provenanceOf(record: { readonly school: string } | null, { loaders, now }: Context) {
  if (record === null) return null;
  const isSynthetic = loaders.schools.some((one) => one.id === record.school && one.isSynthetic);
  return { partner: record.school, asOf: now.toISOString(), synthetic: isSynthetic };
}
