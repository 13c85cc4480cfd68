/** The immutable world of the demo on the day of the tests. */
import { createWorld } from '../../mocks/world/create-world.ts';
import { groupBy } from '../../mocks/world/group-by.ts';
import type { Voucher } from '../../mocks/world/world.ts';
import { TEST_DAY } from '../support/test-day.ts';

export const world = createWorld({ date: TEST_DAY });

/** Number of vouchers by key. */
export function countBy(vouchers: readonly Voucher[], keyOf: (voucher: Voucher) => string) {
  return Object.fromEntries([...groupBy(vouchers, keyOf)].map(([key, list]) => [key, list.length]));
}
