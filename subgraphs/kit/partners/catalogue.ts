import { continueTrace } from '../../../core/trace/trace.ts';
import { arrived, askPartner, isGivenTo, refusal } from './ask-partner.ts';
import type { PartnerResult, Reachable } from './ask-partner.ts';
import {
  createPartnerTraffic,
  holdForThisMoment,
  type PartnerCall,
  type PartnerRequest,
} from './partner-request.ts';
import { eachInTurns } from '../turns/in-turns.ts';

/** What one partner publishes, such as its courses, as a list that is read once for many requests. */
export interface Catalogue<Item> {
  /**
   * The list, without a call while it is fresh. Requests that find it too old wait for one call together. While the
   * partner fails the last list is used for as long as the partner's entry says. `variant` is a part of the question,
   * such as a day: a list for another one is not used.
   */
  ask(
    partner: Reachable,
    request: PartnerRequest,
    variant?: string,
  ): Promise<PartnerResult<DatedList<Item>>>;
}

export interface DatedList<Item> {
  readonly items: readonly Item[];
  /** When the partner was asked for it; null where that was for this request. */
  readonly readAt: Date | null;
}

export interface CatalogueOptions<Item> {
  /** For how long a list is used without a call; 0 asks for each request. */
  readonly freshForMs: number;
  /** For how long after that it is used while the partner fails. */
  readonly keptOnFaultMs: number;
  readonly read: (call: PartnerCall, variant: string) => Promise<readonly Item[]>;
  readonly budget: CatalogueBudget;
  /** The clock for the age, for tests. */
  readonly nowMs?: () => number;
}

/** The memory that all catalogues of a subgraph share. */
export type CatalogueBudget = ReturnType<typeof createCatalogueBudget>;

const BYTES_MAX = 67_108_864;

/** Counts the bytes of kept lists, written as JSON. */
export function createCatalogueBudget(bytesMax = BYTES_MAX) {
  let taken = 0;
  return {
    /** Whether there was room; `before` is given back in any case. */
    replace: (before: number, bytes: number): boolean => {
      taken -= before;
      if (taken + bytes > bytesMax) return false;
      taken += bytes;
      return true;
    },
  };
}

/** From this part of its time on a list that is used is read again, so that nobody waits for it. */
const RENEWED_FROM = 0.75;

interface Kept<Item> {
  readonly variant: string;
  readonly items: readonly Item[];
  readonly bytes: number;
  readonly askedAtMs: number;
  readonly readAt: Date;
}

/** Keeps nothing until it is asked. Only for what is public: a record about a person is never kept. */
export function createCatalogue<Item>(options: CatalogueOptions<Item>): Catalogue<Item> {
  const { freshForMs, keptOnFaultMs, read, budget, nowMs = () => performance.now() } = options;
  const keptForMs = freshForMs + keptOnFaultMs;
  let kept: Kept<Item> | null = null;
  let asking: { variant: string; result: Promise<PartnerResult<readonly Item[]>> } | null = null;

  const keep = async (variant: string, items: readonly Item[], askedAtMs: number, readAt: Date) => {
    // The same list again, so that what was found out about it holds.
    const same = kept !== null && isSame(kept.items, items) ? kept : null;
    const bytes = same?.bytes ?? (await bytesOf(items));
    const hasRoom = budget.replace(kept?.bytes ?? 0, bytes);
    kept = hasRoom ? { variant, items: same?.items ?? items, bytes, askedAtMs, readAt } : null;
  };
  const askNow = async (partner: Reachable, request: PartnerRequest, variant: string) => {
    const [askedAtMs, readAt] = [nowMs(), new Date()];
    const result = await askPartner(partner, (_, call) => read(call, variant), request);
    if (!result.isUnavailable && keptForMs > 0) {
      await keep(variant, result.value, askedAtMs, readAt);
    }
    return result;
  };
  /** One call for all who wait, in the trace of the first of them, which goes on when it leaves. */
  const askShared = async (
    partner: Reachable,
    variant: string,
    { trace, traffic }: Pick<PartnerRequest, 'trace' | 'traffic'>,
  ) => {
    if (asking?.variant === variant) {
      const joined = await asking.result;
      // As for the first, so that a citizen number in it is reported as this partner's.
      if (!joined.isUnavailable) traffic.recordResponse(partner.id, joined.value);
      return joined;
    }
    const request = {
      signal: new AbortController().signal,
      trace,
      traffic,
      principal: null,
    };
    const result = askNow(partner, request, variant).finally(() => {
      if (asking?.result === result) asking = null;
    });
    asking = { variant, result };
    return result;
  };
  /** Null where the list that is kept is too old, or another one. */
  const keptWithin = (maxMs: number, variant: string): Kept<Item> | null =>
    kept !== null && kept.variant === variant && nowMs() - kept.askedAtMs < maxMs ? kept : null;
  const give = (partner: Reachable, { traffic }: PartnerRequest, { items, readAt }: Kept<Item>) => {
    // As with a response of now, so that a citizen number in it is reported as this partner's.
    traffic.recordResponse(partner.id, items);
    return arrived({ items, readAt });
  };

  return {
    ask: async (partner, request, variant = '') => {
      if (!isGivenTo(partner, request.principal)) return refusal(partner);
      const findFresh = () => {
        const found = keptWithin(freshForMs, variant);
        if (found !== null && nowMs() - found.askedAtMs >= freshForMs * RENEWED_FROM) {
          const own = { trace: continueTrace(null), traffic: createPartnerTraffic() };
          // A fault of ours ends this renewal alone: the next request that waits for the list meets it.
          askShared(partner, variant, own).catch(() => undefined);
        }
        return found;
      };
      const fresh = findFresh();
      if (fresh !== null) {
        request.usedLists?.lists.push(() => findFresh() === fresh);
        return give(partner, request, fresh);
      }
      holdForThisMoment(request);
      const isShared = freshForMs > 0;
      const result = isShared
        ? await askShared(partner, variant, request)
        : await askNow(partner, request, variant);
      request.signal.throwIfAborted();
      if (!result.isUnavailable) return arrived({ items: result.value, readAt: null });
      const last = keptWithin(keptForMs, variant);
      return last === null ? result : give(partner, request, last);
    },
  };
}

/** Whether a partner said that nothing changed, so that the records are those of before. */
function isSame(before: readonly unknown[], items: readonly unknown[]): boolean {
  return before.length === items.length && before.every((one, index) => one === items[index]);
}

async function bytesOf(items: readonly unknown[]): Promise<number> {
  let bytes = 0;
  await eachInTurns(items, (item) => {
    bytes += Buffer.byteLength(JSON.stringify(item) ?? '');
  });
  return bytes;
}
