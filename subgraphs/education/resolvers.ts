import { resolvePerson } from '../kit/ids/person-reference.ts';
import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { municipalityKey, organisationKey } from '../kit/mapping/entity-keys.ts';
import { dayOfMoment, provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import { listFundedTrainings } from './instruments.ts';
import type { Context } from './loaders.ts';
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
  voucherOfEnrolment,
  vouchersOfPerson,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';

/** A field of a school that is unavailable is null, and the school is named in `errors`. */
export const educationResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    training: findTraining,
    trainings: listTrainings,
  },

  Training: {
    provider: ({ partner }) => organisationKey(partner),
    provenance: (training, _, context) =>
      provenanceOf(training, context, context.loaders.trainingsOf.readAt(training.partner)),
    offerings: offeringsOfTraining,
  },

  TrainingOffering: { region: ({ municipality }) => municipalityKey(municipality) },

  Enrolment: {
    training: trainingOfEnrolment,
    voucher: voucherOfEnrolment,
    provenance: ({ partner }, _, context) =>
      provenanceOf({ partner, changedAt: dayOfMoment(context.now.toISOString()) }, context),
  },

  Person: {
    enrolments: enrolmentsOfPerson,
    vouchers: vouchersOfPerson,
  },
  InstrumentFinder: { fromSchools: listFundedTrainings },
  Lookups: {
    person: ({ id }) => id,
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
