/** How many inputs are tried, and from which seed: few in `npm test`, as many as wanted by `npm run fuzz`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_121);

/** Parameters of `assert`; `cost` divides the runs of what is slow. Making a failing input smaller would take as many runs again. */
export function fuzzRuns(cost = 1) {
  return { numRuns: Math.ceil(RUNS / cost), seed: SEED, endOnFailure: true };
}
/** Long enough for any number of runs. */
export const FUZZ_MS = 60_000 + RUNS * 2_000;
