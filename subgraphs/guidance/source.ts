import { z } from 'zod';
import { createMemberFinder } from '../kit/citizen-numbers/find-members.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import {
  checkItems,
  checkShape,
  createJsonPartner,
  isNotFound,
} from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { checkOrder } from '../kit/paging/check-order.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { PagedRow } from '../kit/paging/merge-pages.ts';
import type { CaseSystemPartner } from './partner-entry.ts';
import type { ArrangementRecord, TrajectoryRecord, VoucherKey } from './records.ts';
import * as dto from './dto.ts';
import { arrangementOf, offerOf, trajectoryNumberOf, trajectoryOf } from './mapping.ts';

/** A trajectory with its place in the caseload. */
export interface TrajectoryRow extends PagedRow {
  /** Reads the rest. Throws like the functions of the source. */
  readonly record: () => TrajectoryRecord;
}

export interface CaseloadPage {
  readonly after: RowKey | undefined;
  readonly limit: number;
}

/** An arrangement with its place in the order of the caseload. */
export interface ArrangementRow extends PagedRow {
  readonly record: ArrangementRecord;
}

/** The records of one case system: one call per method, for any number of keys. */
export type CaseSystemSource = ReturnType<typeof createCaseSystemSource>;

/** Of one voucher. */
const TRAJECTORIES_MAX = 100;
const OFFERS_MAX = 1_000;

/** The rows with their records, which are read inside a call, so that one that cannot be read is a fault of the system. */
export function readRecords<Row extends TrajectoryRow>(rows: readonly Row[], signal: AbortSignal) {
  return mapInTurns(rows, (row) => ({ ...row, record: row.record() }), signal);
}

/** The contract is described in `dto.ts`. */
export function createCaseSystemSource(
  system: CaseSystemPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
) {
  const partner = createJsonPartner(system, credentials);
  const own = (one: dto.Trajectory) => trajectoryOf(system.id, one);
  /** Guards every method that sends or receives citizen numbers. */
  const assertMayKnowPeople = () => {
    if (!system.holdsPersonKey) throw new PartnerFault('refused');
  };
  const find = async (path: string, body: object, itemsMax: number, call: PartnerCall) => {
    const list = { name: 'trajecten', shape: dto.trajectory, itemsMax };
    return mapInTurns(await partner.askList(path, body, list, call), own, call.signal);
  };

  return {
    findMembers: createMemberFinder(partner, system.membership),

    findByNumbers: (trajectnummers: readonly string[], call: PartnerCall) =>
      find('/v1/trajecten/op-nummer', { trajectnummers }, trajectnummers.length, call),

    findByVouchers: (vouchers: readonly VoucherKey[], call: PartnerCall) => {
      const asked = vouchers.map(({ fund, number }) => ({ uitgever: fund, nummer: number }));
      const itemsMax = TRAJECTORIES_MAX * vouchers.length;
      return find('/v1/trajecten/op-voucher', { vouchers: asked }, itemsMax, call);
    },

    /** By citizen number. Throws `refused` for a system that may not hold such numbers. */
    findByPersons: async (nummers: readonly string[], call: PartnerCall) => {
      assertMayKnowPeople();
      const path = '/v1/trajecten/op-persoon';
      const list = { name: 'personen', shape: dto.coachedPerson, itemsMax: nummers.length };
      const people = await partner.askList(path, { nummers }, list, call);
      const found = new Map<string, readonly TrajectoryRecord[]>();
      for (const { nummer, trajecten } of people) {
        const checked = await checkItems(dto.trajectory, trajecten, 'trajecten', call);
        found.set(nummer, checked.map(own));
      }
      return found;
    },

    /** Citizen numbers by number of trajectory. Throws `refused` likewise. */
    personsOf: async (trajectnummers: readonly string[], call: PartnerCall) => {
      assertMayKnowPeople();
      const path = '/v1/trajecten/personen';
      const itemsMax = trajectnummers.length;
      const list = { name: 'personen', shape: dto.personOfTrajectory, itemsMax };
      const people = await partner.askList(path, { trajectnummers }, list, call);
      return new Map(people.map((one) => [one.trajectnummer, one.nummer]));
    },

    /** The organisation's own trajectories, the newest first. */
    caseload: async ({ after, limit }: CaseloadPage, call: PartnerCall) => {
      const na = after && { begonnenOp: after[0], trajectnummer: after[1] };
      const body = { ...(na && { na }), aantal: limit };
      const list = { name: 'trajecten', shape: z.unknown(), itemsMax: limit };
      // Of more trajectories than a page needs only the place is read.
      const toRow = (given: unknown): TrajectoryRow => {
        const { begonnenOp, trajectnummer } = checkShape(dto.placeOfTrajectory, given, list.name);
        return {
          partner: system.id,
          sortKey: [begonnenOp, trajectoryNumberOf(system.id, trajectnummer)],
          record: () => own(checkShape(dto.trajectory, given, list.name)),
        };
      };
      const given = await partner.askList('/v1/caseload', body, list, call);
      return checkOrder(await mapInTurns(given, toRow, call.signal), after, 'DESC');
    },

    /** Likewise its arrangements; none for a system that keeps no such records. */
    arrangements: async ({ after, limit }: CaseloadPage, call: PartnerCall) => {
      const na = after && { begonnenOp: after[0], arrangementnummer: after[1] };
      const body = { ...(na && { na }), aantal: limit };
      const list = { name: 'arrangementen', shape: dto.arrangement, itemsMax: limit };
      const given = await partner
        .askList('/v1/arrangementen', body, list, call)
        .catch((error: unknown) => {
          if (isNotFound(error)) return [];
          throw error;
        });
      const toRow = (one: dto.Arrangement): ArrangementRow => {
        const record = arrangementOf(system.id, one);
        return { partner: system.id, sortKey: [record.startedOn, record.number], record };
      };
      return checkOrder(await mapInTurns(given, toRow, call.signal), after, 'DESC');
    },

    offers: async (call: PartnerCall) => {
      const list = { name: 'aanbod', shape: dto.offer, itemsMax: OFFERS_MAX };
      const aanbod = await partner.askList('/v1/aanbod', null, list, call);
      return aanbod.flatMap((one) => offerOf(system.id, one, log.recordUnknownWord) ?? []);
    },

    ping: async (call: PartnerCall) => {
      await partner.ask('/v1/status', null, dto.status, call);
    },
    stop: () => partner.stop(),
  };
}
