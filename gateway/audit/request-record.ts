import type { Principal } from '../authentication/principal.ts';
import type { IdentityHeaders } from '../authentication/authenticate.ts';

/** One request to `/graphql` or `/schema.graphql` that presents a token: what its line says, as far as it is known. */
export interface RequestRecord {
  readonly startedAt: Date;
  /** By `performance.now()`. */
  readonly startedMs: number;
  readonly headers: RecordedHeaders;
  principal?: Principal;
  /** The question was valid, so that the witness writes its line. */
  isAudited?: boolean;
  /** Key and name of a question that is known without any value of a caller. */
  known?: KnownOperation;
  /** Codes of a refusal; none while nothing was refused. */
  codes?: readonly string[];
}

export interface RecordedHeaders extends IdentityHeaders {
  readonly traceparent?: string | string[] | undefined;
}

/** What may be said of a question: its key holds no value, its name is the client's. */
export interface KnownOperation {
  readonly key: string;
  readonly operationName: string | undefined;
}
