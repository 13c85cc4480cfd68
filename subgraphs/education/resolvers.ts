import { resolvePerson } from '../kit/ids/person-reference.ts';
import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { municipalityKey, organisationKey } from '../kit/mapping/entity-keys.ts';
import { provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import { listFundedTrainings } from './instruments.ts';
import type { Context } from './loaders.ts';
import { asOffering, asVoucher } from './models.ts';
import {
  accessHistoryOfPerson,
  enrolmentsOfPerson,
  findTraining,
  listTrainings,
  offeringsOfTraining,
  resolveEnrolment,
  resolveOffering,
  resolveTraining,
  trainingOfEnrolment,
  vouchersOfPerson,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';

/** A field of a school that is unavailable is null, and the school is named in `errors`. */
export const educationResolvers: ResolverMap<Resolvers> = {
  Query: {
    training: findTraining,
    trainings: listTrainings,
  },

  Training: {
    name: ({ record }) => record?.name,
    description: ({ record }) => record?.description,
    sector: ({ record }) => record?.sector,
    durationMonths: ({ record }) => record?.durationMonths,
    route: ({ record }) => record?.route,
    qualification: ({ record }) => record?.qualification,
    skills: ({ record }) => record?.skills,
    provider: ({ record }) => organisationKey(record?.partner),
    provenance: ({ record }, _, context) => provenanceOf(record, context),
    offerings: offeringsOfTraining,
  },

  TrainingOffering: {
    startDate: ({ record }) => record?.startDate,
    endDate: ({ record }) => record?.endDate,
    region: ({ record }) => municipalityKey(record?.municipality),
    seatsLeft: ({ record }) => record?.seatsLeft,
    price: ({ record }) => record?.price,
  },

  Enrolment: {
    training: trainingOfEnrolment,
    offering: ({ record }) => record?.offering && asOffering(record.offering),
    role: ({ record }) => record?.role,
    status: ({ record }) => record?.status,
    statusCode: ({ record }) => record?.statusCode,
    endedOn: ({ record }) => record?.endedOn,
    passed: ({ record }) => record?.passed,
    voucher: ({ record }, _, { ids }) => record?.voucher && asVoucher(record.voucher, ids),
    provenance: ({ record }, _, context) => provenanceOf(record, context),
  },

  Person: {
    enrolments: enrolmentsOfPerson,
    vouchers: vouchersOfPerson,
  },
  InstrumentFinder: { fromSchools: listFundedTrainings },
  Lookups: {
    vouchers: vouchersOfPerson,
    education: accessHistoryOfPerson,
  },
  PartnerBoard: { education: listPartnerStatuses },
};

export const educationReferences: References<Context, ResolversParentTypes> = {
  Training: resolveTraining,
  TrainingOffering: resolveOffering,
  Enrolment: resolveEnrolment,
  Person: ({ id }, context) => resolvePerson(id, context),
  Lookups: ({ person }, context) => resolvePerson(person, context),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
