import { addDays } from './days.ts';
import { createRandom } from './random.ts';
import type { Day } from './world.ts';

const WITHDREW_SHARE = 0.15;
const DAY_MS = 86_400_000;

/**
 * The day on which the school recorded that a student stopped: before the start for one who never came, and never
 * after the date of the world.
 */
export function stopDayOf(
  associationId: string,
  { startDate, endDate }: { readonly startDate: Day; readonly endDate: Day },
  date: Day,
): Day {
  // The id follows from the seed; a generator of its own leaves what others draw as it was.
  const random = createRandom(0, `stop/${associationId}`);
  const lastDay = endDate < date ? endDate : date;
  const days = Math.round((Date.parse(lastDay) - Date.parse(startDate)) / DAY_MS);
  if (random.chance(WITHDREW_SHARE) || days < 1) {
    const before = addDays(startDate, -random.whole(1, 20));
    return before < date ? before : addDays(date, -random.whole(1, 20));
  }
  return addDays(startDate, random.whole(1, days));
}
