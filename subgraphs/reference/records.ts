import type { z } from 'zod';
import type {
  indicatorFile,
  learningPointFile,
  organisationFile,
  programmeFile,
  publicEventFile,
  sourceDocumentFile,
  targetGroupFile,
} from './dto.ts';

/** The records of the files; references are ids. */
export type SourceDocumentRecord = z.output<typeof sourceDocumentFile>['sourceDocuments'][number];
export type TargetGroupRecord = z.output<typeof targetGroupFile>['targetGroups'][number];
export type OrganisationRecord = z.output<typeof organisationFile>['organisations'][number];
export type ProgrammeRecord = z.output<ReturnType<typeof programmeFile>>['programmes'][number];
export type RoleRecord = ProgrammeRecord['roles'][number];
export type PublicRoleRecord = Omit<ProgrammeRecord['officials'][number], 'source'>;
export type MeasureRecord = z.output<ReturnType<typeof indicatorFile>>['measures'][number];
export type IndicatorRecord = z.output<ReturnType<typeof indicatorFile>>['indicators'][number];
export type LearningPointRecord = z.output<
  ReturnType<typeof learningPointFile>
>['learningPoints'][number];
export type PublicEventRecord = z.output<
  ReturnType<typeof publicEventFile>
>['publicEvents'][number];

/** All published data, read once at the start. */
export interface PublishedFacts {
  readonly sourceDocuments: readonly SourceDocumentRecord[];
  readonly targetGroups: readonly TargetGroupRecord[];
  readonly organisations: readonly OrganisationRecord[];
  readonly programmes: readonly ProgrammeRecord[];
  readonly measures: readonly MeasureRecord[];
  readonly indicators: readonly IndicatorRecord[];
  /** Figures of one region each. */
  readonly labourMarket: readonly (IndicatorRecord & { readonly region: string })[];
  readonly learningPoints: readonly LearningPointRecord[];
  readonly publicEvents: readonly PublicEventRecord[];
}
