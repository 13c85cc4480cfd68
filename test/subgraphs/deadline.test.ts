/** A deadline of a call to a partner, which also ends with the request. */
import { afterEach, expect, test, vi } from 'vitest';
import { Deadline } from '../../subgraphs/kit/partners/deadline.ts';

afterEach(() => vi.restoreAllMocks());

test('a request that asks 40 partners side by side gives no warning about listeners, and ends all of them', async () => {
  const warn = vi.spyOn(process, 'emitWarning');
  const request = new AbortController();
  const deadlines = Array.from({ length: 40 }, () => new Deadline(request.signal, 60_000));
  request.abort(new Error('the client left'));
  expect(deadlines.map(({ signal }) => (signal.reason as Error).message)).toEqual(
    Array.from({ length: 40 }, () => 'the client left'),
  );
  expect(deadlines.map(({ isOver }) => isOver)).not.toContain(true);
  for (const one of deadlines) one.release();
  expect(warn).not.toHaveBeenCalled();
});

test('work that does not listen to its signal is late when the request ends, and not after it was released', async () => {
  const request = new AbortController();
  const [slow, quick] = [
    new Deadline(request.signal, 60_000),
    new Deadline(request.signal, 60_000),
  ];
  const late = slow.race(new Promise<never>(() => undefined));
  expect(await quick.race(Promise.resolve('in time'))).toBe('in time');
  quick.release();
  request.abort();
  await expect(late).rejects.toMatchObject({ fault: 'late' });
  expect([slow, quick].map(({ signal }) => signal.aborted)).toEqual([true, false]);
  slow.abandon();
});
