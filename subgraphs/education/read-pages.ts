import type { z } from 'zod';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import type { envelope } from './dto.ts';
import type { ReadingPages } from './kept-pages.ts';
import { noneOf, readItem, type ReadItem } from './read-item.ts';

/** Of a school that has not been asked yet. */
export const PAGE_SIZE_MAX = 250;
/** The sizes that the standard has, the largest first: a school may accept only smaller ones. */
const PAGE_SIZES = [PAGE_SIZE_MAX, 100, 50, 10] as const;
const PAGES_MAX = 400;
const ITEMS_MAX = 100_000;
/** So many empty pages in a row may be in the middle of a list. */
const EMPTY_PAGES_MAX = 3;

/** How the pages of lists of one school are asked for. */
export interface PageReader {
  /** All pages in one call to the school, or each in its own. */
  readonly askPage: (path: string) => Promise<z.output<typeof envelope>>;
  readonly signal: AbortSignal;
  /** The largest size that the school has not refused yet, so that it is not asked again for each list. */
  readonly size: { max: number };
}

export interface WantedList<Shape extends z.ZodType> {
  readonly path: string;
  readonly shape: Shape;
  readonly keyOf: (item: z.output<Shape>) => string;
  readonly report: ReportUnread;
  /** Asks for the pages of a public list, and reads one that did not change once; each is read without it. */
  readonly pages?: ReadingPages<ReadPage<z.output<Shape>>>;
}

/** A page with what can be read of its items. */
export interface ReadPage<Item> extends Omit<Envelope, 'items'> {
  readonly items: readonly (ReadItem<Item> | { readonly given: unknown })[];
}

type Envelope = z.output<typeof envelope>;

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

/** Every item of a list, each once, as the school gave it last. Throws like `eachOfPages`. */
export async function readPages<Shape extends z.ZodType>(
  reader: PageReader,
  list: WantedList<Shape>,
): Promise<readonly ReadItem<z.output<Shape>>[]> {
  const items = new Map<string, ReadItem<z.output<Shape>>>();
  await eachOfPages(reader, list, (item) => void items.set(list.keyOf(item.item), item));
  return [...items.values()];
}

/**
 * Gives every item of a list, page by page; one that is on two pages, because the list changed meanwhile, comes twice.
 * What a school says of its pages may be wrong, so where it says two things, or nothing, the next page is asked for,
 * and page 0 too. Throws `garbled` where the list may not be whole: pages that repeat, or that go on without an item.
 */
export async function eachOfPages<Shape extends z.ZodType>(
  { askPage, signal, size: accepted }: PageReader,
  { path, shape, keyOf, report, pages }: WantedList<Shape>,
  add: (item: ReadItem<z.output<Shape>>) => void,
): Promise<void> {
  const keys = new Set<string>();
  let unreadable: readonly unknown[] = [];
  let size = accepted.max;

  const readPage = async (number: number): Promise<Page> => {
    const mark = path.includes('?') ? '&' : '?';
    const url = `${path}${mark}pageSize=${size}&pageNumber=${number}`;
    const readItems = async ({ items, ...outline }: Envelope) => ({
      ...outline,
      items: await mapInTurns(
        items,
        (given) => readItem(shape, given, report) ?? { given },
        signal,
      ),
    });
    const page = pages ? await pages.page(url, readItems) : await readItems(await askPage(url));
    const { items: read } = page;
    const before = keys.size;
    for (const one of read) {
      if ('given' in one) {
        unreadable = [one.given];
        continue;
      }
      keys.add(keyOf(one.item));
      add(one);
    }
    if (keys.size > ITEMS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
    const count = read.length;
    return {
      number,
      hasNext: page.hasNextPage ?? null,
      hasPrevious: page.hasPreviousPage ?? null,
      total: page.totalPages ?? null,
      isEmpty: count === 0,
      isFull: count >= size || count === page.pageSize,
      isNew: keys.size > before || read.every((one) => 'given' in one),
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
    for (const smaller of PAGE_SIZES.filter((one) => one < accepted.max)) {
      const page = await readPageUnless(isBadRequest, 1);
      if (page !== null) return page;
      size = smaller;
      accepted.max = smaller;
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
  if (keys.size === 0 && unreadable.length > 0) throw noneOf(shape, unreadable[0]);
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
