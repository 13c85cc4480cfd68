import type { Fault } from '../../schema/error-codes.ts';

/**
 * Raised where a partner gives no usable answer; `askPartner` turns it into a value. The cause is
 * for our log only: nothing of a partner's body or address may reach a caller.
 */
export class PartnerFault extends Error {
  override readonly name = 'PartnerFault';
  readonly fault: Fault;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(`Cannot read from a partner: ${fault}`, options);
    this.fault = fault;
  }
}
