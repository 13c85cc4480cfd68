/** Short names for the parts of the generated response types that components share. */
import type {
  PilotsQuery,
  ProgrammaQuery,
  SubsidiesQuery,
  VoucherregelingenQuery,
} from './generated.ts';

export type { BronFragment as Source, StandFragment as PartnerStatus } from './generated.ts';

type Item<List extends readonly unknown[] | null> = NonNullable<List>[number];

export type Programme = NonNullable<ProgrammaQuery['programme']>;
export type Period = NonNullable<Programme['period']>;
export type Indicator = Item<Programme['indicators']>;
export type Role = Item<Programme['roles']>;
export type Official = Item<Programme['officials']>;
export type PublicEvent = Item<Programme['publicEvents']>;
export type Deliverable = Item<Programme['deliverables']>;
export type LearningPoint = Item<Programme['learningPoints']>;
export type Scheme = NonNullable<VoucherregelingenQuery['voucherSchemes']>['nodes'][number];
export type Money = NonNullable<Scheme['budget']>;
export type Pilot = NonNullable<PilotsQuery['pilots']>['nodes'][number];
export type Grant = Item<NonNullable<SubsidiesQuery['programme']>['grants']>;
