import { askPartner, type Reachable } from '../partners/ask-partner.ts';
import type { PartnerRequest } from '../partners/partner-request.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';
import { TooManyRowsError } from './collect-tables.ts';
import type { StatisticsHead } from './protocol.ts';
import type { AskForStatistics, PartnerReading } from './subgraph-statistics.ts';

/** A database that groups all its records, or a page of a thousand records, takes longer than what a client waits for. */
const DEADLINES_PER_REQUEST = 10;

/** What of the partners was read; complete only where none is unavailable. */
export interface PartnersRead {
  readonly partners: StatisticsHead['partners'];
  readonly unavailable: readonly UnavailablePartner[];
}

/** Reads the records of all partners side by side. Throws what is no fault of a partner, such as an aborted request. */
export async function readPartners(
  readings: readonly PartnerReading[],
  request: PartnerRequest,
  now: () => Date,
): Promise<PartnersRead> {
  const read = await Promise.all(
    readings.map(async ({ partner, read: readAll }) => {
      const asOf = now().toISOString();
      try {
        await readAll(requestTo(partner, request));
        return { id: partner.id, asOf };
      } catch (error) {
        if (error instanceof PartnerUnavailableError) return error.unavailable;
        request.signal.throwIfAborted();
        if (error instanceof TooManyRowsError) throw error;
        // What is wrong with several responses together shows after the last of them, and is this partner's fault too.
        const asFault = await askPartner(partner, () => Promise.reject(error), request);
        if (asFault.isUnavailable) return asFault.unavailable;
        throw error;
      }
    }),
  );
  return {
    partners: read.flatMap((one) => ('asOf' in one ? [one] : [])),
    unavailable: read.flatMap((one) => ('fault' in one ? [one] : [])),
  };
}

class PartnerUnavailableError extends Error {
  override readonly name = 'PartnerUnavailableError';
  readonly unavailable: UnavailablePartner;

  constructor(unavailable: UnavailablePartner) {
    super('A partner gave no usable response');
    this.unavailable = unavailable;
  }
}

function requestTo(partner: Reachable, request: PartnerRequest): AskForStatistics {
  const patient = { ...partner, deadlineMs: partner.deadlineMs * DEADLINES_PER_REQUEST };
  return async (send) => {
    const result = await askPartner(patient, (_, call) => send(call), request);
    if (result.isUnavailable) throw new PartnerUnavailableError(result.unavailable);
    return result.value;
  };
}
