import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import DataLoader from 'dataloader';
import {
  askAll,
  notOffered,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import { askByPartner } from '../kit/partners/ask-by-partner.ts';
import type { Positions } from '../kit/paging/cursor.ts';
import { mergePages, type MergedPage } from '../kit/paging/merge-pages.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { OfferRecord, TrajectoryRecord, VoucherKey } from './records.ts';
import type { CaseSystemSource, TrajectoryRow } from './source.ts';

/** A connected case system. */
export type CaseSystem = ConnectedPartner<{
  /** The OIN of its organisation. */
  readonly oin: string;
  /** Whether it may receive citizen numbers. */
  readonly holdsPersonKey: boolean;
  readonly source: CaseSystemSource;
}>;

/** A trajectory by the case system that holds it. */
export interface TrajectoryKey {
  readonly partner: string;
  readonly number: string;
}

/** Batches the calls of one request: one call per case system and loader. */
export interface GuidanceLoaders {
  /** `null` when the system does not hold it, or is unknown. */
  readonly trajectory: DataLoader<TrajectoryKey, PartnerResult<TrajectoryRecord | null>, string>;
  /** Calls every system, because any of them may have helped to request the voucher. */
  readonly trajectoryOfVoucher: DataLoader<
    VoucherKey,
    PartnerResults<TrajectoryRecord | null>,
    string
  >;
  /** By citizen number, at the systems that may receive it. */
  readonly trajectoriesOfPerson: DataLoader<string, PartnerResults<readonly TrajectoryRecord[]>>;
  /** The citizen number in a trajectory; not offered by a system that may hold none. */
  readonly personOf: DataLoader<TrajectoryKey, PartnerResult<string | null>, string>;
  /** The trajectories of the organisation with this OIN. */
  caseloadPage(request: CaseloadRequest): Promise<MergedPage<TrajectoryRow>>;
  allOffers(): Promise<PartnerResults<readonly OfferRecord[]>>;
  ping(): Promise<PartnerResults<void>>;
  readonly partners: readonly CaseSystem[];
}

export type Context = SubgraphContext<GuidanceLoaders>;

export interface CaseloadRequest {
  readonly oin: string;
  readonly first: number;
  readonly start: Positions;
}

export function createGuidanceLoaders(
  systems: readonly CaseSystem[],
  { partnerRequest: request }: RequestContext,
): GuidanceLoaders {
  const knowingPeople = systems.filter((system) => system.holdsPersonKey);
  const others = systems.filter((system) => !system.holdsPersonKey).map(notOffered);
  return {
    partners: systems,

    trajectory: new DataLoader(
      async (keys) => {
        const results = await askByPartner(systems, keys, request, async (system, group, call) => {
          const numbers = group.map((key) => key.number);
          const records = await system.source.findByNumbers(numbers, call);
          const byNumber = new Map(records.map((record) => [record.number, record]));
          return numbers.map((number) => byNumber.get(number) ?? null);
        });
        return results.map((result) => result ?? { isUnavailable: false, value: null });
      },
      { cacheKeyFn: ({ partner, number }) => `${partner}:${number}` },
    ),

    trajectoryOfVoucher: new DataLoader(
      async (keys) => {
        const { arrived, unavailable } = await askAll(
          systems,
          async (system, call) => byVoucher(await system.source.findByVouchers(keys, call)),
          request,
        );
        return keys.map((key) => ({
          arrived: new Map(
            [...arrived].map(([system, found]) => [system, found.get(textOf(key)) ?? null]),
          ),
          unavailable,
        }));
      },
      { cacheKeyFn: textOf },
    ),

    trajectoriesOfPerson: new DataLoader(async (numbers) => {
      const { arrived, unavailable } = await askAll(
        knowingPeople,
        (system, call) => system.source.findByPersons(numbers, call),
        request,
      );
      return numbers.map((number) => ({
        arrived: new Map([...arrived].map(([system, found]) => [system, found.get(number) ?? []])),
        unavailable,
      }));
    }),

    personOf: new DataLoader(
      async (keys) => {
        const results = await askByPartner(
          knowingPeople,
          keys,
          request,
          async (system, group, call) => {
            const numbers = group.map((key) => key.number);
            const people = await system.source.personsOf(numbers, call);
            return numbers.map((number) => people.get(number) ?? null);
          },
        );
        return results.map((result, index) => {
          const other = others.find(({ partner }) => partner === keys[index]?.partner);
          if (other !== undefined) return { isUnavailable: true, unavailable: other };
          return result ?? { isUnavailable: false, value: null };
        });
      },
      { cacheKeyFn: ({ partner, number }) => `${partner}:${number}` },
    ),

    caseloadPage: async ({ oin, first, start }) => {
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
