/**
 * Validation: what happens to a document that is not stored, before it can be executed. It takes milliseconds for
 * an ordinary document and has no upper bound for a hostile one, so it runs in a worker thread
 * (`validation-thread.ts`). What is passed between the two is plain data.
 */
import type { QueryPlan } from '@apollo/query-planner';
import type { AccessRequirement } from '../../core/access/access-requirements.ts';
import type { NamedOperation } from '../audit/request-record.ts';
import type { OverrideLabels } from '../planning/override-labels.ts';
import type { GraphqlResponse, ResponseFormat } from '../responses/response-format.ts';
import type { RecordedFault } from '../responses/mask-error.ts';
import type { Turn } from '../turns/fair-queue.ts';
import type { NormalizedDocument } from './normalize-document.ts';

/** A document that is not stored, with what its response depends on. */
export interface NewDocument {
  readonly query: string;
  readonly operationName: string | undefined;
  /** Undefined for a document that is validated before anyone requests it. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Whether the document is in the manifest: then it may have any alias. */
  readonly isPersisted: boolean;
  readonly format: ResponseFormat;
  /** The labels of `@override` that its plan is made for. */
  readonly labels?: OverrideLabels | undefined;
}

/** What follows from the text of a normalized operation and the supergraph alone. */
export interface PlannedText {
  readonly plan: QueryPlan;
  /** What a principal must hold for it; empty when it is for everyone. */
  readonly requirements: readonly AccessRequirement[];
}

export interface ValidDocument extends NormalizedDocument {
  /** Undefined for an operation that needs no plan, since it selects from the schema alone. */
  readonly planned: PlannedText | undefined;
}

/** A document that cannot be executed, with the response that says why. */
export interface Refused {
  readonly response: GraphqlResponse;
  readonly codes: readonly string[];
  /** For the access log, when only the variables do not fit. */
  readonly operation: NamedOperation | null;
  /** Faults of ours, to be logged. */
  readonly faults: readonly RecordedFault[];
}

export interface Validation {
  /**
   * Rejects with a `GatewayError` for a document above a limit. Null when `isKnown` is true when it is its turn: what
   * has become known meanwhile needs no work.
   */
  validate(
    document: NewDocument,
    turn: Turn,
    isKnown?: () => boolean,
  ): Promise<ValidDocument | Refused | null>;
  /** Plans an operation that was normalized before, perhaps for another schema; null where it does not fit. */
  plan(text: string, turn: Turn, labels?: OverrideLabels): Promise<PlannedText | null>;
  stop(): Promise<void>;
}
