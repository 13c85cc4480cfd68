import type { Region } from '../../core/regions/regions.ts';
import type { RegionKey } from '../kit/mapping/entity-keys.ts';
import type { RecordModel } from '../kit/mapping/record-models.ts';
import type {
  IndicatorRecord,
  LearningPointRecord,
  OrganisationRecord,
  ProgrammeRecord,
  PublicEventRecord,
  PublicRoleRecord,
  RoleRecord,
  SourceDocumentRecord,
  TargetGroupRecord,
} from './records.ts';
import type { Term } from './vocabulary.ts';

export type ProgrammeModel = RecordModel<ProgrammeRecord>;
export type OrganisationModel = RecordModel<OrganisationRecord>;
export type IndicatorModel = IndicatorRecord;
export type LearningPointModel = LearningPointRecord;
export type PublicEventModel = PublicEventRecord;
export type TermModel = Term;

/** The key alone where the region table does not have the region. */
export type RegionModel =
  Region | (RegionKey & { readonly name?: undefined; readonly aliases?: undefined });

/** The code alone for an unknown target group. */
export type TargetGroupModel = Pick<TargetGroupRecord, 'code'> & Partial<TargetGroupRecord>;

/** A role with its programme. */
export type OrganisationRoleModel = RoleRecord & { readonly programme: string };

/** An official, and the document that names them. */
export type PublicRoleModel = PublicRoleRecord & { readonly source: SourceDocumentModel };

/** The source of one fact: its id ends in that fact, and `states` is what it says about the fact. */
export type SourceDocumentModel = Omit<SourceDocumentRecord, 'words'>;
