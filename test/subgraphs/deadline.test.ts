/** A deadline of a call to a partner, which also ends with the request. */
import { afterEach, expect, test, vi } from 'vitest';
import { startDeadline } from '../../subgraphs/kit/partners/deadline.ts';

afterEach(() => vi.restoreAllMocks());

test('a request that asks 40 partners side by side gives no warning about listeners, and ends all of them', async () => {
  const warn = vi.spyOn(process, 'emitWarning');
  const request = new AbortController();
  const deadlines = Array.from({ length: 40 }, () => startDeadline(request.signal, 60_000));
  request.abort(new Error('the client left'));
  expect(deadlines.map(({ signal }) => (signal.reason as Error).message)).toEqual(
    Array.from({ length: 40 }, () => 'the client left'),
  );
  expect(deadlines.map(({ isOver }) => isOver())).not.toContain(true);
  for (const { release } of deadlines) release();
  expect(warn).not.toHaveBeenCalled();
});
