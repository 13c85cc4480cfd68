import { createJsonPartner } from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { checkOrder } from '../kit/paging/check-order.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { PagedRow } from '../kit/paging/merge-pages.ts';
import type { CaseSystemPartner } from './partner-entry.ts';
import type { OfferRecord, TrajectoryRecord, VoucherKey } from './records.ts';
import * as wire from './dto.ts';
import { offerOf, trajectoryOf } from './mapping.ts';

/** A trajectory with its place in the caseload. */
export interface TrajectoryRow extends PagedRow {
  readonly record: TrajectoryRecord;
}

export interface CaseloadPage {
  readonly after: RowKey | undefined;
  readonly limit: number;
}

/** What one case system can be asked: one call each, for any number of keys. */
export interface CaseSystemSource {
  findByNumbers(
    numbers: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly TrajectoryRecord[]>;
  findByVouchers(
    vouchers: readonly VoucherKey[],
    signal: AbortSignal,
  ): Promise<readonly TrajectoryRecord[]>;
  /** Trajectories by citizen number. A system that may hold no such numbers is not asked: `refused`. */
  findByPersons(
    numbers: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly TrajectoryRecord[]>>;
  /** Citizen numbers by number of trajectory, likewise. */
  personsOf(
    trajectories: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>>;
  /** The organisation's own trajectories, the newest first. */
  caseload(page: CaseloadPage, signal: AbortSignal): Promise<readonly TrajectoryRow[]>;
  offers(signal: AbortSignal): Promise<readonly OfferRecord[]>;
  ping(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** Reaches one case system; the contract is described in `wire.ts`. */
export function createCaseSystemSource(
  system: CaseSystemPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
): CaseSystemSource {
  const partner = createJsonPartner(system, credentials);
  const own = (given: readonly wire.Trajectory[]) =>
    given.map((one) => trajectoryOf(system.id, one));
  /** Whatever is asked of this source, a number never goes where it may not be. */
  const assertMayKnowPeople = () => {
    if (!system.holdsPersonKey) throw new PartnerFault('refused');
  };
  const find = async (path: string, question: object, signal: AbortSignal) =>
    own((await partner.ask(path, question, wire.trajectories, signal)).trajecten);

  return {
    findByNumbers: (trajectnummers, signal) =>
      find('/v1/trajecten/op-nummer', { trajectnummers }, signal),

    findByVouchers: (vouchers, signal) => {
      const asked = vouchers.map(({ fund, number }) => ({ uitgever: fund, nummer: number }));
      return find('/v1/trajecten/op-voucher', { vouchers: asked }, signal);
    },

    findByPersons: async (nummers, signal) => {
      assertMayKnowPeople();
      const path = '/v1/trajecten/op-persoon';
      const response = await partner.ask(path, { nummers }, wire.trajectoriesByPerson, signal);
      return new Map(response.personen.map(({ nummer, trajecten }) => [nummer, own(trajecten)]));
    },

    personsOf: async (trajectnummers, signal) => {
      assertMayKnowPeople();
      const path = '/v1/trajecten/personen';
      const response = await partner.ask(path, { trajectnummers }, wire.peopleByTrajectory, signal);
      return new Map(response.personen.map((one) => [one.trajectnummer, one.nummer]));
    },

    caseload: async ({ after, limit }, signal) => {
      const na = after && { begonnenOp: after[0], trajectnummer: after[1] };
      const body = { ...(na && { na }), aantal: limit };
      const records = await find('/v1/caseload', body, signal);
      const rows = records.slice(0, limit).map((record) => ({
        partner: system.id,
        sortKey: [record.startedOn, record.number] as const,
        record,
      }));
      return checkOrder(rows, after, 'DESC');
    },

    offers: async (signal) => {
      const { aanbod } = await partner.ask('/v1/aanbod', null, wire.offers, signal);
      return aanbod.flatMap((one) => offerOf(system.id, one, log.recordUnknownWord) ?? []);
    },

    ping: async (signal) => {
      await partner.ask('/v1/status', null, wire.status, signal);
    },
    stop: () => partner.stop(),
  };
}
