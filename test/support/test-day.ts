/** The current date in every test with the data of the demo. */
export const TEST_DAY = '2026-11-21';
