import DataLoader from 'dataloader';
import {
  askAll,
  mapArrived,
  notOffered,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import { byNumber, createRecordLoader, type RecordKey } from '../kit/partners/partner-loaders.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import { mergePages } from '../kit/paging/merge-pages.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { TrajectoryRecord, VoucherKey } from './records.ts';
import type { CaseSystemSource } from './source.ts';

/** A connected case system. */
export type CaseSystem = ConnectedPartner<{
  /** The OIN of its organisation. */
  readonly oin: string;
  /** Whether it may receive citizen numbers. */
  readonly holdsPersonKey: boolean;
  readonly source: CaseSystemSource;
}>;

export type GuidanceLoaders = ReturnType<typeof createGuidanceLoaders>;

export type Context = SubgraphContext<GuidanceLoaders>;

interface CaseloadRequest {
  readonly oin: string;
  readonly first: number;
  readonly start: Positions;
}

/** Batches the calls of one request: one call per case system and loader. */
export function createGuidanceLoaders(
  systems: readonly CaseSystem[],
  { partnerRequest: request }: RequestContext,
) {
  const knowingPeople = systems.filter((system) => system.holdsPersonKey);
  const others = systems.filter((system) => !system.holdsPersonKey).map(notOffered);
  const personOf = createRecordLoader<CaseSystem, string | null>(
    knowingPeople,
    request,
    null,
    (system, numbers, call) => system.source.personsOf(numbers, call),
  );
  return {
    partners: systems,

    /** `null` when the system does not hold it, or is unknown. */
    trajectory: createRecordLoader<CaseSystem, TrajectoryRecord | null>(
      systems,
      request,
      null,
      async (system, numbers, call) => byNumber(await system.source.findByNumbers(numbers, call)),
    ),

    /** Calls every system, because any of them may have helped to request the voucher. */
    trajectoryOfVoucher: new DataLoader<
      VoucherKey,
      PartnerResults<TrajectoryRecord | null>,
      string
    >(
      async (keys) => {
        const results = await askAll(
          systems,
          async (system, call) => byVoucher(await system.source.findByVouchers(keys, call)),
          request,
        );
        return keys.map((key) => mapArrived(results, (found) => found.get(textOf(key)) ?? null));
      },
      { cacheKeyFn: textOf },
    ),

    /** By citizen number, at the systems that may receive it. */
    trajectoriesOfPerson: new DataLoader<string, PartnerResults<readonly TrajectoryRecord[]>>(
      async (numbers) => {
        const results = await askAll(
          knowingPeople,
          (system, call) => system.source.findByPersons(numbers, call),
          request,
        );
        return numbers.map((number) => mapArrived(results, (found) => found.get(number) ?? []));
      },
    ),

    /** The citizen number in a trajectory; not offered by a system that may hold none. */
    personOf: async (key: RecordKey): Promise<PartnerResult<string | null>> => {
      const unavailable = others.find(({ partner }) => partner === key.partner);
      return unavailable ? { isUnavailable: true, unavailable } : personOf.load(key);
    },

    /** The trajectories of the organisation with this OIN. */
    caseloadPage: async ({ oin, first, start }: CaseloadRequest) => {
      const results = await askAll(
        systems.filter((system) => system.oin === oin),
        (system, call) =>
          system.source.caseload({ after: start[system.id], limit: first + 1 }, call),
        request,
      );
      return mergePages(results, start, first, 'DESC');
    },

    allOffers: () => askAll(systems, (system, call) => system.source.offers(call), request),
    ping: () => askAll(systems, (system, call) => system.source.ping(call), request),
  };
}

/** A voucher belongs to one trajectory; where a system has it in two, the first to begin counts. */
function byVoucher(records: readonly TrajectoryRecord[]): ReadonlyMap<string, TrajectoryRecord> {
  const found = new Map<string, TrajectoryRecord>();
  for (const record of records.toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1))) {
    for (const voucher of record.vouchers) {
      if (!found.has(textOf(voucher))) found.set(textOf(voucher), record);
    }
  }
  return found;
}

function textOf({ fund, number }: VoucherKey): string {
  return `${fund}:${number}`;
}
