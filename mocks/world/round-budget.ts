/** Steps of a published budget, roundest first: a small scheme may need a finer step. */
const STEPS_CENTS = [100_000, 50_000, 10_000, 5_000, 1_000, 100, 1] as const;
const WITHIN = 0.05;

/**
 * The roundest budget for which the committed amount is about the planned share, and between the given
 * minimum and maximum share. A share of 1 is a budget that is spent entirely.
 */
export function roundBudget(
  committedCents: number,
  use: number,
  [least, most]: readonly [number, number] = [use - WITHIN, Math.min(use + WITHIN, 0.995)],
): number {
  if (committedCents === 0 || use === 1) return committedCents;
  for (const step of STEPS_CENTS) {
    const budget = Math.round(committedCents / use / step) * step;
    const share = committedCents / budget;
    if (share >= least && share <= most) return budget;
  }
  throw new Error(`Cannot round a budget of which ${committedCents} cents are ${use}`);
}
