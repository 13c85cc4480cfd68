/** Sums and products of counts that a client controls: they end at a bound and are never infinite. */

/** Above every budget, and exact as a number. */
export const SATURATED = 2 ** 50;

export const saturate = (value: number): number => Math.min(Math.max(value, 0), SATURATED);

export const add = (one: number, other: number): number => saturate(one + other);

export const multiply = (one: number, other: number): number => saturate(one * other);
