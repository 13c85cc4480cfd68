import { setImmediate } from 'node:timers/promises';

/** Other requests wait about this long for one list of a partner. */
const TURN_MS = 10;

/** Maps a list of any length, and lets other requests go first every few milliseconds. */
export async function mapInTurns<Item, Mapped>(
  items: readonly Item[],
  map: (item: Item) => Mapped,
  signal?: AbortSignal,
): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  let turnEndsAtMs = performance.now() + TURN_MS;
  for (const item of items) {
    mapped.push(map(item));
    if (performance.now() < turnEndsAtMs) continue;
    await setImmediate();
    signal?.throwIfAborted();
    turnEndsAtMs = performance.now() + TURN_MS;
  }
  return mapped;
}
