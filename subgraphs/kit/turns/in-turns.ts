/**
 * Loops over lists of any length. Each lets other requests go first every few milliseconds, and rejects when the
 * signal is aborted. A short list is done at once.
 */
import { createTurns, type Turns } from '../../../core/turns/turns.ts';

/** The turns of a request, whose signal this is. */
export function turnsOf(signal: AbortSignal | undefined): Turns {
  return createTurns(() => signal?.throwIfAborted());
}

export async function eachInTurns<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  signal?: AbortSignal,
): Promise<void> {
  const turns = turnsOf(signal);
  for (const item of items) {
    if (turns.isOver()) await turns.next();
    work(item);
  }
}

export async function mapInTurns<Item, Mapped>(
  items: Iterable<Item>,
  map: (item: Item) => Mapped,
  signal?: AbortSignal,
): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  await eachInTurns(items, (item) => void mapped.push(map(item)), signal);
  return mapped;
}

export async function filterInTurns<Item>(
  items: Iterable<Item>,
  isWanted: (item: Item) => boolean,
  signal?: AbortSignal,
): Promise<Item[]> {
  const wanted: Item[] = [];
  const work = (item: Item) => {
    if (isWanted(item)) wanted.push(item);
  };
  await eachInTurns(items, work, signal);
  return wanted;
}

/** A list of this length is sorted in about a millisecond. */
const SORTED_AT_ONCE = 1_000;

/** Like `toSorted`. */
export async function sortInTurns<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  if (items.length <= SORTED_AT_ONCE) return items.toSorted(compare);
  const middle = Math.ceil(items.length / 2);
  const left = await sortInTurns(items.slice(0, middle), compare, signal);
  const right = await sortInTurns(items.slice(middle), compare, signal);
  return mapInTurns(merged(left, right, compare), (item) => item, signal);
}

/** Of two that are equal, the left one comes first. */
function* merged<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Generator<Item> {
  let at = 0;
  for (const item of left) {
    for (let next = right[at]; next !== undefined && compare(next, item) < 0; next = right[at]) {
      yield next;
      at += 1;
    }
    yield item;
  }
  yield* right.slice(at);
}
