/** How much of what two clients export can be joined is what docs/linkability.md says. */
import { expect, test } from 'vitest';
import { measureLinkability, readTable, tableOf } from '../support/linkability.ts';

test('two clients share no id, no order but that of days, and the figures of docs/linkability.md', async () => {
  const measured = await measureLinkability();
  expect(tableOf(measured)).toBe(readTable());
  expect(measured).toEqual([
    expect.objectContaining({ records: 1_720, sameOpaque: 0, idLengths: 1 }),
    expect.objectContaining({ records: 202, byPlace: 0, sameOpaque: 0, idLengths: 1 }),
    expect.objectContaining({ records: 202, byPlace: 0, sameOpaque: 0, idLengths: 1 }),
  ]);
}, 120_000);
