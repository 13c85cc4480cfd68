import DataLoader from 'dataloader';
import { createHolders, type PersonResults } from '../kit/citizen-numbers/ask-holders.ts';
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
import { rowsByDay } from '../kit/paging/rows-by-day.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import { trajectoryId } from './models.ts';
import type { TrajectoryRecord, VoucherKey } from './records.ts';
import { readRecords, type CaseSystemSource } from './source.ts';

/** A connected case system. */
export type CaseSystem = ConnectedPartner<{
  /** The OIN of its organisation. */
  readonly oin: string;
  /** Whether it may receive citizen numbers. */
  readonly holdsPersonKey: boolean;
  readonly source: CaseSystemSource;
}>;

/** Policies for which every case system is asked: a person about themselves, and invented records. */
const SEES_ALL: readonly string[] = ['purpose:inzage', 'purpose:development'];

export type GuidanceLoaders = ReturnType<typeof createGuidanceLoaders>;

export type Context = SubgraphContext<GuidanceLoaders>;

interface CaseloadRequest {
  readonly oin: string;
  readonly first: number;
  readonly start: Positions;
}

/** By the contract in `dto.ts`. */
const CASELOAD_READ_MAX = 250;

/** Batches the calls of one request: one call per case system and loader. */
export function createGuidanceLoaders(systems: readonly CaseSystem[], context: RequestContext) {
  const { partnerRequest: request, ids, principal, policies } = context;
  // A coach sees the caseload of the own organisation alone: ids come from there, and no case system of
  // another organisation is asked about them.
  const seesAll = policies.some((policy) => SEES_ALL.includes(policy));
  const asked = seesAll ? systems : systems.filter(({ oin }) => oin === principal?.consumer);
  const knowingPeople = asked.filter((system) => system.holdsPersonKey);
  const { noteHolder, askHolders } = createHolders(knowingPeople, context);
  const others = asked.filter((system) => !system.holdsPersonKey).map(notOffered);
  const personOf = createRecordLoader<CaseSystem, string | null>(
    knowingPeople,
    request,
    null,
    (system, numbers, call) => system.source.personsOf(numbers, call),
  );
  return {
    partners: systems,
    /** The case systems that may be asked about people for this request. */
    asked,

    /** `null` when the system does not hold it, is unknown, or may not be asked. */
    trajectory: createRecordLoader<CaseSystem, TrajectoryRecord | null>(
      asked,
      request,
      null,
      async (system, numbers, call) => byNumber(await system.source.findByNumbers(numbers, call)),
    ),

    /** Calls every system that may be asked, because any of them may have helped to request the voucher. */
    trajectoryOfVoucher: new DataLoader<
      VoucherKey,
      PartnerResults<TrajectoryRecord | null>,
      string
    >(
      async (keys) => {
        const results = await askAll(
          asked,
          async (system, call) => byVoucher(await system.source.findByVouchers(keys, call)),
          request,
        );
        return keys.map((key) => mapArrived(results, (found) => found.get(textOf(key)) ?? null));
      },
      { cacheKeyFn: textOf },
    ),

    /** By citizen number, at the systems that may receive it and hold the person. */
    trajectoriesOfPerson: new DataLoader<string, PersonResults<readonly TrajectoryRecord[]>>(
      async (numbers) => {
        const resultsOf = await askHolders(numbers, ({ source }, members, call) =>
          source.findByPersons(members, call),
        );
        return numbers.map(resultsOf);
      },
    ),

    /** The citizen number in a trajectory; not offered by a system that may hold none. */
    personOf: async (key: RecordKey): Promise<PartnerResult<string | null>> => {
      const unavailable = others.find(({ partner }) => partner === key.partner);
      if (unavailable) return { isUnavailable: true, unavailable };
      const result = await personOf.load(key);
      if (!result.isUnavailable && result.value !== null) noteHolder(key.partner, result.value);
      return result;
    },

    /** The trajectories of the organisation with this OIN. */
    caseloadPage: async ({ oin, first, start }: CaseloadRequest) => {
      const results = await askAll(
        systems.filter((system) => system.oin === oin),
        async (system, call) => {
          const rows = await rowsByDay(
            start[system.id],
            first + 1,
            (after, limit) => system.source.caseload({ after, limit }, call),
            {
              direction: 'DESC',
              readMax: CASELOAD_READ_MAX,
              dayOf: ({ sortKey: [startedOn] }) => startedOn,
              idOf: ({ partner, sortKey: [, number] }) => trajectoryId({ partner, number }, ids),
            },
          );
          return readRecords(rows, call.signal);
        },
        request,
      );
      return mergePages(results, start, first, 'DESC');
    },

    allOffers: () => askAll(systems, (system, call) => system.source.offers(call), request),
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
