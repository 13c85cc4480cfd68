import { quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';

/** Keys as production has them: one of its own for the quarter before this one, this one and the next. */
export function quarterKeys(seed: string): Readonly<Record<string, string>> {
  const now = new Date();
  const days = [-3, 0, 3].map(
    (months) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)),
  );
  return Object.fromEntries(
    days.map(quarterOf).map((quarter) => [quarter, keyOf(`${seed} ${quarter}`)]),
  );
}

const keyOf = (seed: string) => Buffer.alloc(64, seed).toString('base64url');
