// Written by `npm run types` from the SDL; not to be edited by hand.
import type * as Types from '../../schema/generated/uwv.ts';
import type { GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import type {
  PersonModel,
  LookupsModel,
  JobseekerProfileModel,
  BenefitEpisodeModel,
  EmploymentModel,
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
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  Provenance: ResolverTypeWrapper<Types.Provenance>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  Code: ResolverTypeWrapper<Types.Code>;
  RegionInput: Types.RegionInput;
  RegionKind: Types.RegionKind;
  Sector: Types.Sector;
  PartnerState: Types.PartnerState;
  Partner: ResolverTypeWrapper<Types.Partner>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  JobseekerFilter: Types.JobseekerFilter;
  PersonConnection: ResolverTypeWrapper<
    Omit<Types.PersonConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['PersonEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Person']>;
    }
  >;
  PersonEdge: ResolverTypeWrapper<
    Omit<Types.PersonEdge, 'node'> & { node: ResolversTypes['Person'] }
  >;
  Person: ResolverTypeWrapper<PersonModel>;
  JobseekerProfile: ResolverTypeWrapper<JobseekerProfileModel>;
  BenefitEpisode: ResolverTypeWrapper<BenefitEpisodeModel>;
  BenefitType: Types.BenefitType;
  BenefitEndReason: Types.BenefitEndReason;
  Employment: ResolverTypeWrapper<EmploymentModel>;
  Lookups: ResolverTypeWrapper<LookupsModel>;
  Lookup: ResolverTypeWrapper<
    Omit<Types.Lookup, 'organisation' | 'partner'> & {
      organisation: Types.Maybe<ResolversTypes['Organisation']>;
      partner: Types.Maybe<ResolversTypes['Organisation']>;
    }
  >;
  Purpose: ResolverTypeWrapper<Types.Purpose>;
  PartnerBoard: ResolverTypeWrapper<Pick<Types.PartnerBoard, 'moment'>>;
  Region: ResolverTypeWrapper<Pick<Types.Region, 'kind' | 'code'>>;
  Organisation: ResolverTypeWrapper<Pick<Types.Organisation, 'id'>>;
};
/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  String: Types.Scalars['String']['output'];
  Provenance: Types.Provenance;
  ID: Types.Scalars['ID']['output'];
  Code: Types.Code;
  RegionInput: Types.RegionInput;
  Partner: Types.Partner;
  Int: Types.Scalars['Int']['output'];
  Query: Record<PropertyKey, never>;
  JobseekerFilter: Types.JobseekerFilter;
  PersonConnection: Omit<Types.PersonConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['PersonEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Person']>;
  };
  PersonEdge: Omit<Types.PersonEdge, 'node'> & { node: ResolversParentTypes['Person'] };
  Person: PersonModel;
  JobseekerProfile: JobseekerProfileModel;
  BenefitEpisode: BenefitEpisodeModel;
  Employment: EmploymentModel;
  Lookups: LookupsModel;
  Lookup: Omit<Types.Lookup, 'organisation' | 'partner'> & {
    organisation: Types.Maybe<ResolversParentTypes['Organisation']>;
    partner: Types.Maybe<ResolversParentTypes['Organisation']>;
  };
  Purpose: Types.Purpose;
  PartnerBoard: Pick<Types.PartnerBoard, 'moment'>;
  Region: Pick<Types.Region, 'kind' | 'code'>;
  Organisation: Pick<Types.Organisation, 'id'>;
};
export type PageInfoResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  jobseekers: Resolver<
    Types.Maybe<ResolversTypes['PersonConnection']>,
    ParentType,
    ContextType,
    RequireFields<Types.QueryjobseekersArgs, 'first'>
  >;
};
export type PersonConnectionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PersonConnection'] =
    ResolversParentTypes['PersonConnection'],
> = {
  edges: Resolver<ReadonlyArray<ResolversTypes['PersonEdge']>, ParentType, ContextType>;
  nodes: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};
export type PersonEdgeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge'],
> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};
export type PersonResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobseekerProfile: Resolver<
    Types.Maybe<ResolversTypes['JobseekerProfile']>,
    ParentType,
    ContextType
  >;
  benefitEpisodes: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['BenefitEpisode']>>,
    ParentType,
    ContextType,
    Partial<Types.PersonbenefitEpisodesArgs>
  >;
  employments: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['Employment']>>,
    ParentType,
    ContextType,
    Partial<Types.PersonemploymentsArgs>
  >;
};
export type JobseekerProfileResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['JobseekerProfile'] =
    ResolversParentTypes['JobseekerProfile'],
> = {
  availableFrom: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  hoursPerWeekMin: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  hoursPerWeekMax: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  workAndThinkingLevel: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  occupations: Resolver<
    Types.Maybe<ReadonlyArray<ResolversTypes['String']>>,
    ParentType,
    ContextType
  >;
  sectors: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Sector']>>, ParentType, ContextType>;
  skills: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Code']>>, ParentType, ContextType>;
  maxTravelMinutes: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  region: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type BenefitEpisodeResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['BenefitEpisode'] =
    ResolversParentTypes['BenefitEpisode'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type: Resolver<Types.Maybe<ResolversTypes['BenefitType']>, ParentType, ContextType>;
  startedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endReason: Resolver<Types.Maybe<ResolversTypes['BenefitEndReason']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type EmploymentResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Employment'] = ResolversParentTypes['Employment'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sector: Resolver<Types.Maybe<ResolversTypes['Sector']>, ParentType, ContextType>;
  industry: Resolver<Types.Maybe<ResolversTypes['Code']>, ParentType, ContextType>;
  startedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  endedOn: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  hoursPerWeek: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provenance: Resolver<Types.Maybe<ResolversTypes['Provenance']>, ParentType, ContextType>;
};
export type LookupsResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Lookups'] = ResolversParentTypes['Lookups'],
> = {
  person: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  uwv: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Lookup']>>, ParentType, ContextType>;
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
  uwv: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Partner']>>, ParentType, ContextType>;
};
export type RegionResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region'],
> = {
  kind: Resolver<ResolversTypes['RegionKind'], ParentType, ContextType>;
  code: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type OrganisationResolvers<
  ContextType = Context,
  ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation'],
> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};
export type Resolvers<ContextType = Context> = {
  Date: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  PageInfo: PageInfoResolvers<ContextType>;
  Provenance: ProvenanceResolvers<ContextType>;
  Code: CodeResolvers<ContextType>;
  Partner: PartnerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  PersonConnection: PersonConnectionResolvers<ContextType>;
  PersonEdge: PersonEdgeResolvers<ContextType>;
  Person: PersonResolvers<ContextType>;
  JobseekerProfile: JobseekerProfileResolvers<ContextType>;
  BenefitEpisode: BenefitEpisodeResolvers<ContextType>;
  Employment: EmploymentResolvers<ContextType>;
  Lookups: LookupsResolvers<ContextType>;
  Lookup: LookupResolvers<ContextType>;
  Purpose: PurposeResolvers<ContextType>;
  PartnerBoard: PartnerBoardResolvers<ContextType>;
  Region: RegionResolvers<ContextType>;
  Organisation: OrganisationResolvers<ContextType>;
};
