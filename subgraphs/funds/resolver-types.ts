// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/funds.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  VoucherModel,
  VoucherSchemeModel,
  TrainingModel,
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
  RegionInput: Types.RegionInput;
  SortDirection: Types.SortDirection;
  RegionKind: Types.RegionKind;
  Sector: Types.Sector;
  EmployerSize: Types.EmployerSize;
  InstrumentKind: Types.InstrumentKind;
  InstrumentStatus: Types.InstrumentStatus;
  Instrument: ResolverTypeWrapper<Types.Instrument>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  VoucherFilter: Types.VoucherFilter;
  VoucherSort: Types.VoucherSort;
  VoucherSortField: Types.VoucherSortField;
  VoucherSchemeFilter: Types.VoucherSchemeFilter;
  VoucherConnection: ResolverTypeWrapper<
    Omit<Types.VoucherConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['VoucherEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Voucher']>;
    }
  >;
  VoucherEdge: ResolverTypeWrapper<
    Omit<Types.VoucherEdge, 'node'> & { node: ResolversTypes['Voucher'] }
  >;
  VoucherSchemeConnection: ResolverTypeWrapper<
    Omit<Types.VoucherSchemeConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['VoucherSchemeEdge']>;
      nodes: ReadonlyArray<ResolversTypes['VoucherScheme']>;
    }
  >;
  VoucherSchemeEdge: ResolverTypeWrapper<
    Omit<Types.VoucherSchemeEdge, 'node'> & { node: ResolversTypes['VoucherScheme'] }
  >;
  Voucher: ResolverTypeWrapper<VoucherModel>;
  Employer: ResolverTypeWrapper<Types.Employer>;
  VoucherScheme: ResolverTypeWrapper<VoucherSchemeModel>;
  Programme: ResolverTypeWrapper<Pick<Types.Programme, 'id'>>;
  Training: ResolverTypeWrapper<TrainingModel>;
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
  Enrolment: ResolverTypeWrapper<Pick<Types.Enrolment, 'id'>>;
  TargetGroup: ResolverTypeWrapper<Pick<Types.TargetGroup, 'code'>>;
  Organisation: ResolverTypeWrapper<Pick<Types.Organisation, 'id'>>;
  Region: ResolverTypeWrapper<Pick<Types.Region, 'kind' | 'code'>>;
  VoucherType: Types.VoucherType;
  VoucherUse: Types.VoucherUse;
  VoucherStatus: Types.VoucherStatus;
  SchemeAvailability: Types.SchemeAvailability;
  RequesterKind: Types.RequesterKind;
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
  RegionInput: Types.RegionInput;
  Instrument: Types.Instrument;
  Int: Types.Scalars['Int']['output'];
  Partner: Types.Partner;
  Query: Record<PropertyKey, never>;
  VoucherFilter: Types.VoucherFilter;
  VoucherSort: Types.VoucherSort;
  VoucherSchemeFilter: Types.VoucherSchemeFilter;
  VoucherConnection: Omit<Types.VoucherConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['VoucherEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Voucher']>;
  };
  VoucherEdge: Omit<Types.VoucherEdge, 'node'> & { node: ResolversParentTypes['Voucher'] };
  VoucherSchemeConnection: Omit<Types.VoucherSchemeConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['VoucherSchemeEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['VoucherScheme']>;
  };
  VoucherSchemeEdge: Omit<Types.VoucherSchemeEdge, 'node'> & {
    node: ResolversParentTypes['VoucherScheme'];
  };
  Voucher: VoucherModel;
  Employer: Types.Employer;
  VoucherScheme: VoucherSchemeModel;
  Programme: Pick<Types.Programme, 'id'>;
  Training: TrainingModel;
  InstrumentFinder: InstrumentFinderModel;
  Lookups: LookupsModel;
  Lookup: Omit<Types.Lookup, 'organisation' | 'partner'> & {
    organisation: Types.Maybe<ResolversParentTypes['Organisation']>;
    partner: Types.Maybe<ResolversParentTypes['Organisation']>;
  };
  Purpose: Types.Purpose;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  Enrolment: Pick<Types.Enrolment, 'id'>;
  TargetGroup: Pick<Types.TargetGroup, 'code'>;
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
  voucher: Resolver<
    Types.Maybe<ResolversTypes['Voucher']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryvoucherArgs, 'id'>
  >;
  voucherByNumber: Resolver<
    Types.Maybe<ResolversTypes['Voucher']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryvoucherByNumberArgs, 'number'>
  >;
  vouchers: Resolver<
    Types.Maybe<ResolversTypes['VoucherConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryvouchersArgs, 'first'>
  >;
  voucherSchemes: Resolver<
    Types.Maybe<ResolversTypes['VoucherSchemeConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryvoucherSchemesArgs, 'first'>
  >;
};
export type VoucherConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['VoucherConnection'] =
    ResolversParentTypes['VoucherConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['VoucherEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Voucher']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type VoucherEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['VoucherEdge'] = ResolversParentTypes['VoucherEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Voucher'], ParentType, ContextType>;
};
export type VoucherSchemeConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['VoucherSchemeConnection'] =
    ResolversParentTypes['VoucherSchemeConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['VoucherSchemeEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['VoucherScheme']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type VoucherSchemeEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['VoucherSchemeEdge'] =
    ResolversParentTypes['VoucherSchemeEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['VoucherScheme'], ParentType, ContextType>;
};
export type VoucherResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Voucher'] = ResolversParentTypes['Voucher'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type: Resolver<Types.Maybe<ResolversTypes['VoucherType']>, ParentType, ContextType>;
  use: Resolver<Types.Maybe<ResolversTypes['VoucherUse']>, ParentType, ContextType>;
  status: Resolver<Types.Maybe<ResolversTypes['VoucherStatus']>, ParentType, ContextType>;
  issuedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  expiresOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  redeemedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  amount: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  requestedBy: Resolver<Types.Maybe<ResolversTypes['RequesterKind']>, ParentType, ContextType>;
  scheme: Resolver<Types.Maybe<ResolversTypes['VoucherScheme']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  provider: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  employer: Resolver<Types.Maybe<ResolversTypes['Employer']>, ParentType, ContextType>;
  enrolments: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Enrolment']>>,
    ParentType,
    ContextType
  >;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type EmployerResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Employer'] = ResolversParentTypes['Employer'],
> = {
  kvkNumber: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  size: Resolver<Types.Maybe<ResolversTypes['EmployerSize']>, ParentType, ContextType>;
};
export type VoucherSchemeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['VoucherScheme'] = ResolversParentTypes['VoucherScheme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type: Resolver<Types.Maybe<ResolversTypes['VoucherType']>, ParentType, ContextType>;
  uses: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['VoucherUse']>>, ParentType, ContextType>;
  fund: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
  programme: Resolver<Types.Maybe<ResolversTypes['Programme']>, ParentType, ContextType>;
  sectors: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Sector']>>, ParentType, ContextType>;
  regions: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Region']>>, ParentType, ContextType>;
  targetGroups: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['TargetGroup']>>,
    ParentType,
    ContextType
  >;
  maxMonths: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maximum: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  applyAt: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  contact: Resolver<Types.Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  opensOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  closesOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  budget: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  availability: Resolver<
    Types.Maybe<ResolversTypes['SchemeAvailability']>,
    ParentType,
    ContextType
  >;
  budgetLeftPercent: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type ProgrammeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Programme'] = ResolversParentTypes['Programme'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  voucherSchemes: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['VoucherScheme']>>,
    ParentType,
    ContextType
  >;
};
export type TrainingResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Training'] = ResolversParentTypes['Training'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sector: Resolver<Types.Maybe<ResolversTypes['Sector']>, ParentType, ContextType>;
  durationMonths: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  payableWith: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['VoucherScheme']>>,
    ParentType,
    ContextType,
    Partial<Types.TrainingpayableWithArgs>
  >;
};
export type InstrumentFinderResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['InstrumentFinder'] =
    ResolversParentTypes['InstrumentFinder'],
> = {
  question: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fromFunds: Resolver<
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
  vouchers: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Voucher']>>,
    ParentType,
    ContextType
  >;
  funds: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Lookup']>>, ParentType, ContextType>;
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
  funds: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>, ParentType, ContextType>;
};
export type EnrolmentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Enrolment'] = ResolversParentTypes['Enrolment'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type TargetGroupResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['TargetGroup'] = ResolversParentTypes['TargetGroup'],
> = {
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  Instrument: InstrumentResolvers<ContextType>;
  Partner: PartnerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  VoucherConnection: VoucherConnectionResolvers<ContextType>;
  VoucherEdge: VoucherEdgeResolvers<ContextType>;
  VoucherSchemeConnection: VoucherSchemeConnectionResolvers<ContextType>;
  VoucherSchemeEdge: VoucherSchemeEdgeResolvers<ContextType>;
  Voucher: VoucherResolvers<ContextType>;
  Employer: EmployerResolvers<ContextType>;
  VoucherScheme: VoucherSchemeResolvers<ContextType>;
  Programme: ProgrammeResolvers<ContextType>;
  Training: TrainingResolvers<ContextType>;
  InstrumentFinder: InstrumentFinderResolvers<ContextType>;
  Lookups: LookupsResolvers<ContextType>;
  Lookup: LookupResolvers<ContextType>;
  Purpose: PurposeResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  Enrolment: EnrolmentResolvers<ContextType>;
  TargetGroup: TargetGroupResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
};
