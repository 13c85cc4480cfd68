import { z } from 'zod';

export interface TestCount {
  readonly failed: number;
  /** `12 passed, 0 failed`, and how many were skipped when any were. */
  readonly line: string;
}

const resultShape = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.unknown()) }).loose(),
  ),
});

/** Counts from vitest's JSON result; a file that could not be loaded counts as a failure. */
export function countTests(json: string): TestCount | null {
  const result = resultShape.safeParse(tryParse(json));
  if (!result.success) return null;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    result.data;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = numFailedTests + unloaded.length;
  const skipped = numPendingTests + numTodoTests;
  const counted = `${numPassedTests} passed, ${failed} failed`;
  return { failed, line: skipped === 0 ? counted : `${counted}, ${skipped} skipped` };
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}
