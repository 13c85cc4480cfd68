import type { Region } from '../../core/regions/regions.ts';
import type { RegionKey } from '../kit/mapping/entity-keys.ts';
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

/** A programme in an answer; `record` is null where another kind names one we do not know. */
export interface ProgrammeNode {
  readonly id: string;
  readonly record: ProgrammeRecord | null;
}

/** An organisation in an answer; `record` is null likewise. */
export interface OrganisationNode {
  readonly id: string;
  readonly record: OrganisationRecord | null;
}

/** A region in an answer; `record` is null where the region table does not have it. */
export interface RegionNode extends RegionKey {
  readonly record: Region | null;
}

/** A target group in an answer; `record` is null likewise. */
export interface TargetGroupNode {
  readonly code: string;
  readonly record: TargetGroupRecord | null;
}

/** A role with the programme that it is in, which its record stands under. */
export interface RoleNode {
  readonly programme: string;
  readonly record: RoleRecord;
}

/** An official in office, and the document that says so. */
export interface PublicRoleNode {
  readonly record: PublicRoleRecord;
  readonly source: SourceNode | null;
}

/**
 * A document as one fact rests on it: its id ends in that fact, and `states` is what the document
 * tells about it.
 */
export type SourceNode = Omit<SourceDocumentRecord, 'words'>;

export type IndicatorNode = IndicatorRecord;
export type LearningPointNode = LearningPointRecord;
export type PublicEventNode = PublicEventRecord;
