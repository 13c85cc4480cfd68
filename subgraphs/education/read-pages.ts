import type { z } from 'zod';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import type { JsonPartner } from '../kit/partners/json-partner.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import { envelope } from './dto.ts';
import { noneOf, readItem, type ReadItem } from './read-item.ts';

/** The sizes that the standard has, the largest first: a school may accept only smaller ones. */
const PAGE_SIZES = [250, 100, 50, 10] as const;
const PAGES_MAX = 400;
const ITEMS_MAX = 100_000;
/** So many empty pages in a row may be in the middle of a list. */
const EMPTY_PAGES_MAX = 3;

interface WantedList<Shape extends z.ZodType> {
  readonly path: string;
  readonly shape: Shape;
  readonly keyOf: (item: z.output<Shape>) => string;
  readonly report: ReportUnread;
}

interface Page {
  readonly number: number;
  readonly hasNext: boolean | null;
  readonly hasPrevious: boolean | null;
  readonly total: number | null;
  readonly isEmpty: boolean;
  /** Whether there may be more, because the page holds as many items as it can. */
  readonly isFull: boolean;
  /** Whether it holds an item that no page before it held. */
  readonly isNew: boolean;
}

/**
 * Every item of a list, each once. What a school says of its pages may be wrong, so where it says two things, or
 * nothing, the next page is asked for, and page 0 too. Throws `garbled` where the list may not be whole: pages that
 * repeat, or that go on without an item.
 */
export async function readPages<Shape extends z.ZodType>(
  partner: JsonPartner,
  { path, shape, keyOf, report }: WantedList<Shape>,
  call: PartnerCall,
): Promise<readonly ReadItem<z.output<Shape>>[]> {
  const items = new Map<string, ReadItem<z.output<Shape>>>();
  let unreadable: readonly unknown[] = [];
  let size: number = PAGE_SIZES[0];

  const readPage = async (number: number): Promise<Page> => {
    const mark = path.includes('?') ? '&' : '?';
    const url = `${path}${mark}pageSize=${size}&pageNumber=${number}`;
    const page = await partner.ask(url, null, envelope, call);
    const before = items.size;
    const read = await mapInTurns(
      page.items,
      (given) => readItem(shape, given, report) ?? { given },
      call.signal,
    );
    for (const one of read) {
      if ('given' in one) unreadable = [one.given];
      else items.set(keyOf(one.item), one);
    }
    if (items.size > ITEMS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
    const count = page.items.length;
    return {
      number,
      hasNext: page.hasNextPage ?? null,
      hasPrevious: page.hasPreviousPage ?? null,
      total: page.totalPages ?? null,
      isEmpty: count === 0,
      isFull: count >= size || count === page.pageSize,
      isNew: items.size > before || read.every((one) => 'given' in one),
    };
  };
  /** Null where the school refuses it in this way. */
  const readPageUnless = async (isRefusal: (error: unknown) => boolean, number: number) => {
    try {
      return await readPage(number);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };
  const readFirst = async (): Promise<Page> => {
    for (const smaller of PAGE_SIZES.slice(1)) {
      const page = await readPageUnless(isBadRequest, 1);
      if (page !== null) return page;
      size = smaller;
    }
    return readPage(1);
  };

  let page = await readFirst();
  if (page.hasPrevious !== false) {
    await readPageUnless(page.hasPrevious ? isNoSuchPage : isRefused, 0);
  }
  let emptyInRow = 0;
  for (;;) {
    emptyInRow = page.isEmpty ? emptyInRow + 1 : 0;
    const next = nextAfter(page);
    if (next === 'none') break;
    if (page.number >= PAGES_MAX) throw new PartnerFault('garbled', { reason: 'size' });
    if (emptyInRow > EMPTY_PAGES_MAX) throw notWhole('empty pages without end');
    const following =
      next === 'certain'
        ? await readPage(page.number + 1)
        : await readPageUnless(isNoSuchPage, page.number + 1);
    if (following === null || (following.isEmpty && next === 'possible')) break;
    if (!following.isEmpty && !following.isNew) {
      if (nextAfter(following) === 'certain') throw notWhole('the same page again');
      break;
    }
    page = following;
  }
  if (items.size === 0 && unreadable.length > 0) throw noneOf(shape, unreadable[0]);
  return [...items.values()];
}

/** Whether there is a page after this one. */
function nextAfter({ number, hasNext, total, isEmpty, isFull }: Page) {
  const isBeforeLast = total !== null && number < total;
  if (hasNext === true) return total === null || isBeforeLast ? 'certain' : 'possible';
  if (hasNext === false) return !isEmpty && (isBeforeLast || isFull) ? 'possible' : 'none';
  if (total !== null) return isBeforeLast ? 'certain' : isFull && !isEmpty ? 'possible' : 'none';
  return isEmpty ? 'none' : 'possible';
}

const statusOf = (error: unknown) =>
  error instanceof PartnerFault ? (error.detail.status ?? 0) : 0;
const isBadRequest = (error: unknown) => [400, 422].includes(statusOf(error));
const isNoSuchPage = (error: unknown) => [400, 404, 416, 422].includes(statusOf(error));
const isRefused = (error: unknown) => statusOf(error) >= 400;

function notWhole(what: string): PartnerFault {
  return new PartnerFault('garbled', { reason: 'result', fields: [what] });
}
