import type { Fault } from '../../../core/errors/error-codes.ts';

/** Which step of reading a partner's response failed; for the log. */
export type FaultReason =
  | 'deadline'
  | 'connection'
  | 'status'
  | 'media type'
  | 'content coding'
  | 'charset'
  | 'size'
  | 'json'
  | 'shape'
  | 'value'
  | 'result'
  | 'credentials'
  | 'file';

export interface FaultDetail extends ErrorOptions {
  readonly reason?: FaultReason;
  /** The HTTP status. */
  readonly status?: number;
  /** Fields with another shape than agreed, with the shape that they have; never with their value. */
  readonly fields?: readonly string[];
  /** The media type of a response with that status; never logged. */
  readonly mediaType?: string | null;
}

/**
 * Thrown when a partner gives no usable response; `askPartner` turns it into a value. The detail is for
 * the log only: nothing of a partner's body or address may reach a client.
 */
export class PartnerFault extends Error {
  override readonly name = 'PartnerFault';
  readonly fault: Fault;
  readonly detail: FaultDetail;

  constructor(fault: Fault, detail: FaultDetail = {}) {
    super(`Cannot read from a partner: ${fault}`, detail);
    this.fault = fault;
    this.detail = detail;
  }
}
