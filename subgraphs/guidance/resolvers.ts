import { resolveInstrumentSearch } from '../kit/instruments/instrument-search.ts';
import { regionKey } from '../kit/mapping/entity-keys.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import { listGuidance } from './instruments.ts';
import type { GuidanceLoaders } from './loaders.ts';
import { asCoach, asVoucher, type TrajectoryNode } from './models.ts';
import { provenanceOf } from './provenance.ts';
import {
  findTrajectory,
  listCaseload,
  lookupsOfPerson,
  personOfTrajectory,
  resolvePerson,
  resolveTrajectory,
  resolveVoucher,
  trajectoriesOfPerson,
  trajectoryOfVoucher,
} from './queries.ts';

type Context = SubgraphContext<GuidanceLoaders>;

/** Which field is which answer. What a silent case system would have told is null, and it is named. */
export const guidanceResolvers: SubgraphResolvers<GuidanceLoaders> = {
  Query: {
    trajectory: findTrajectory,
    caseload: listCaseload,
  },

  Trajectory: {
    kind: ({ record }: TrajectoryNode) => record?.kind,
    targetGroup: ({ record }: TrajectoryNode) =>
      record?.targetGroup ? { code: record.targetGroup } : null,
    programme: ({ record }: TrajectoryNode) =>
      record?.programme ? { id: record.programme } : null,
    region: ({ record }: TrajectoryNode) => (record?.region ? regionKey(record.region) : null),
    coach: ({ record }: TrajectoryNode, _: unknown, { ids }: Context) =>
      record && asCoach(record, ids),
    startedOn: ({ record }: TrajectoryNode) => record?.startedOn,
    endedOn: ({ record }: TrajectoryNode) => record?.endedOn,
    outcome: ({ record }: TrajectoryNode) => record?.outcome,
    person: personOfTrajectory,
    vouchers: ({ record }: TrajectoryNode, _: unknown, { ids }: Context) =>
      record?.vouchers.map((voucher) => asVoucher(voucher, ids)),
    provenance: ({ record }: TrajectoryNode, _: unknown, context: Context) =>
      provenanceOf(record, context),
  },

  Voucher: { trajectory: trajectoryOfVoucher },
  Person: { trajectories: trajectoriesOfPerson },
  InstrumentFinder: { fromGuidance: listGuidance },

  Lookups: { guidance: lookupsOfPerson },

  PartnerBoard: {
    guidance: async (_: unknown, __: unknown, { loaders }: Context) => {
      await loaders.ping();
      return partnerStatuses(loaders.systems);
    },
  },
};

/** How keys of other kinds' questions become what the fields above start from. */
export const guidanceReferences: SubgraphReferences<GuidanceLoaders> = {
  Trajectory: resolveTrajectory,
  Voucher: resolveVoucher,
  Person: resolvePerson,
  Lookups: ({ person, __typename }, context) => resolvePerson({ id: person, __typename }, context),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment }),
};
