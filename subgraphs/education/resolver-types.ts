// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/education.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  TrainingModel,
  TrainingOfferingModel,
  EnrolmentModel,
  PersonModel,
  InstrumentFinderModel,
  LookupsModel,
} from './models.ts';
import type { Context } from './loaders.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type ResolverTypeWrapper<T> = Promise<T> | T;
export type Resolver<
  TResult,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = ResolverFn<TResult, TParent, TContext, TArgs>;
export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;
/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Types.Scalars['Decimal']['output']>;
  URL: ResolverTypeWrapper<Types.Scalars['URL']['output']>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  Money: ResolverTypeWrapper<Types.Money>;
  Provenance: ResolverTypeWrapper<Types.Provenance>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  Code: ResolverTypeWrapper<Types.Code>;
  RegionInput: Types.RegionInput;
  RegionKind: Types.RegionKind;
  Sector: Types.Sector;
  InstrumentKind: Types.InstrumentKind;
  InstrumentStatus: Types.InstrumentStatus;
  Instrument: ResolverTypeWrapper<Types.Instrument>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrainingFilter: Types.TrainingFilter;
  LearningRoute: Types.LearningRoute;
  TrainingConnection: ResolverTypeWrapper<
    Omit<Types.TrainingConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['TrainingEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Training']>;
    }
  >;
  TrainingEdge: ResolverTypeWrapper<
    Omit<Types.TrainingEdge, 'node'> & { node: ResolversTypes['Training'] }
  >;
  Training: ResolverTypeWrapper<TrainingModel>;
  TrainingOffering: ResolverTypeWrapper<TrainingOfferingModel>;
  Enrolment: ResolverTypeWrapper<EnrolmentModel>;
  EnrolmentRole: Types.EnrolmentRole;
  EnrolmentStatus: Types.EnrolmentStatus;
  Person: ResolverTypeWrapper<PersonModel>;
  Voucher: ResolverTypeWrapper<Pick<Types.Voucher, 'id'>>;
  InstrumentFinder: ResolverTypeWrapper<InstrumentFinderModel>;
  Lookups: ResolverTypeWrapper<LookupsModel>;
  Lookup: ResolverTypeWrapper<
    Omit<Types.Lookup, 'organisation' | 'partner'> & {
      organisation: Types.Maybe<ResolversTypes['Organisation']>;
      partner: Types.Maybe<ResolversTypes['Organisation']>;
    }
  >;
  Purpose: ResolverTypeWrapper<Types.Purpose>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  Organisation: ResolverTypeWrapper<Pick<Types.Organisation, 'id'>>;
  Region: ResolverTypeWrapper<Pick<Types.Region, 'kind' | 'code'>>;
};
/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Decimal: Types.Scalars['Decimal']['output'];
  URL: Types.Scalars['URL']['output'];
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  String: Types.Scalars['String']['output'];
  Money: Types.Money;
  Provenance: Types.Provenance;
  ID: Types.Scalars['ID']['output'];
  Code: Types.Code;
  RegionInput: Types.RegionInput;
  Instrument: Types.Instrument;
  Int: Types.Scalars['Int']['output'];
  Partner: Types.Partner;
  Query: Record<PropertyKey, never>;
  TrainingFilter: Types.TrainingFilter;
  TrainingConnection: Omit<Types.TrainingConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['TrainingEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Training']>;
  };
  TrainingEdge: Omit<Types.TrainingEdge, 'node'> & { node: ResolversParentTypes['Training'] };
  Training: TrainingModel;
  TrainingOffering: TrainingOfferingModel;
  Enrolment: EnrolmentModel;
  Person: PersonModel;
  Voucher: Pick<Types.Voucher, 'id'>;
  InstrumentFinder: InstrumentFinderModel;
  Lookups: LookupsModel;
  Lookup: Omit<Types.Lookup, 'organisation' | 'partner'> & {
    organisation: Types.Maybe<ResolversParentTypes['Organisation']>;
    partner: Types.Maybe<ResolversParentTypes['Organisation']>;
  };
  Purpose: Types.Purpose;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  Organisation: Pick<Types.Organisation, 'id'>;
  Region: Pick<Types.Region, 'kind' | 'code'>;
};
export type PageInfoResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type MoneyResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amount: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};
export type ProvenanceResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Provenance'] = ResolversParentTypes['Provenance'],
> = {
  partner: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  asOf: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  synthetic: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};
export type CodeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Code'] = ResolversParentTypes['Code'],
> = {
  scheme: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type InstrumentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Instrument'] = ResolversParentTypes['Instrument'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['InstrumentKind'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status: Resolver<Types.Maybe<ResolversTypes['InstrumentStatus']>, ParentType, ContextType>;
  why: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  opensOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  closesOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  budgetLeftPercent: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maximum: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  applyAt: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type PartnerResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Partner'] = ResolversParentTypes['Partner'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state: Resolver<Types.Maybe<ResolversTypes['PartnerState']>, ParentType, ContextType>;
  fault: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastAnswerAt: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  p99Ms: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};
export type QueryResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  training: Resolver<
    Types.Maybe<ResolversTypes['Training']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerytrainingArgs, 'id'>
  >;
  trainings: Resolver<
    Types.Maybe<ResolversTypes['TrainingConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QuerytrainingsArgs, 'first'>
  >;
};
export type TrainingConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TrainingConnection'] =
    ResolversParentTypes['TrainingConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['TrainingEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Training']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type TrainingEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TrainingEdge'] = ResolversParentTypes['TrainingEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Training'], ParentType, ContextType>;
};
export type TrainingResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Training'] = ResolversParentTypes['Training'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sector: Resolver<Types.Maybe<ResolversTypes['Sector']>, ParentType, ContextType>;
  durationMonths: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  route: Resolver<Types.Maybe<ResolversTypes['LearningRoute']>, ParentType, ContextType>;
  qualification: Resolver<Types.Maybe<ResolversTypes['Code']>, ParentType, ContextType>;
  skills: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Code']>>, ParentType, ContextType>;
  provider: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  employers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['String']>>,
    ParentType,
    ContextType
  >;
  jobOffered: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  offerings: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['TrainingOffering']>>,
    ParentType,
    ContextType,
    Partial<Types.TrainingofferingsArgs>
  >;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type TrainingOfferingResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TrainingOffering'] =
    ResolversParentTypes['TrainingOffering'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startDate: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endDate: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  seatsLeft: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  price: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};
export type EnrolmentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Enrolment'] = ResolversParentTypes['Enrolment'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  training: Resolver<Types.Maybe<ResolversTypes['Training']>, ParentType, ContextType>;
  offering: Resolver<Types.Maybe<ResolversTypes['TrainingOffering']>, ParentType, ContextType>;
  role: Resolver<Types.Maybe<ResolversTypes['EnrolmentRole']>, ParentType, ContextType>;
  status: Resolver<Types.Maybe<ResolversTypes['EnrolmentStatus']>, ParentType, ContextType>;
  statusCode: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  passed: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  voucher: Resolver<Types.Maybe<ResolversTypes['Voucher']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type PersonResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  enrolments: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Enrolment']>>,
    ParentType,
    ContextType,
    Partial<Types.PersonenrolmentsArgs>
  >;
  vouchers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Voucher']>>,
    ParentType,
    ContextType
  >;
};
export type VoucherResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Voucher'] = ResolversParentTypes['Voucher'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type InstrumentFinderResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['InstrumentFinder'] =
    ResolversParentTypes['InstrumentFinder'],
> = {
  question: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fromSchools: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Instrument']>>,
    ParentType,
    ContextType
  >;
};
export type LookupsResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookups'] = ResolversParentTypes['Lookups'],
> = {
  person: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  education: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Lookup']>>,
    ParentType,
    ContextType
  >;
  vouchers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Voucher']>>,
    ParentType,
    ContextType
  >;
};
export type LookupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookup'] = ResolversParentTypes['Lookup'],
> = {
  at: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  consumer: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  organisation: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  purpose: Resolver<ResolversTypes['Purpose'], ParentType, ContextType>;
  partner: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  categories: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['String']>>,
    ParentType,
    ContextType
  >;
  contact: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reference: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type PurposeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Purpose'] = ResolversParentTypes['Purpose'],
> = {
  uri: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nl: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  en: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};
export type PartnerBoardResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PartnerBoard'] = ResolversParentTypes['PartnerBoard'],
> = {
  moment: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  education: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>,
    ParentType,
    ContextType
  >;
};
export type OrganisationResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type RegionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region'],
> = {
  kind: Resolver<ResolversTypes['RegionKind'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type Resolvers<ContextType = Context> = {
  Date: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  Decimal: GraphQLScalarType;
  URL: GraphQLScalarType;
  PageInfo: PageInfoResolvers<ContextType>;
  Money: MoneyResolvers<ContextType>;
  Provenance: ProvenanceResolvers<ContextType>;
  Code: CodeResolvers<ContextType>;
  Instrument: InstrumentResolvers<ContextType>;
  Partner: PartnerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  TrainingConnection: TrainingConnectionResolvers<ContextType>;
  TrainingEdge: TrainingEdgeResolvers<ContextType>;
  Training: TrainingResolvers<ContextType>;
  TrainingOffering: TrainingOfferingResolvers<ContextType>;
  Enrolment: EnrolmentResolvers<ContextType>;
  Person: PersonResolvers<ContextType>;
  Voucher: VoucherResolvers<ContextType>;
  InstrumentFinder: InstrumentFinderResolvers<ContextType>;
  Lookups: LookupsResolvers<ContextType>;
  Lookup: LookupResolvers<ContextType>;
  Purpose: PurposeResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
};
