import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadlines } from '../../../gateway/execution/deadlines.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function startCalls(deadlineMs: number) {
  const deadlines = new Deadlines(deadlineMs);
  const late: string[] = [];
  const begin = (name: string) => deadlines.add({ abandon: () => late.push(name) });
  return { late, begin };
}

test('each request expires after its own 100 ms when three requests overlap', () => {
  const { late, begin } = startCalls(100);
  begin('first');
  vi.advanceTimersByTime(40);
  begin('second');
  begin('third');
  vi.advanceTimersByTime(59);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(['first']);
  vi.advanceTimersByTime(39);
  expect(late).toEqual(['first']);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(['first', 'second', 'third']);
});

test('an ended request does not expire, and a later request does', () => {
  const { late, begin } = startCalls(100);
  begin('first').end();
  vi.advanceTimersByTime(500);
  begin('second');
  vi.advanceTimersByTime(100);
  expect(late).toEqual(['second']);
});

test('a request that starts in the expiry of another has the full time', () => {
  const deadlines = new Deadlines(100);
  const late: string[] = [];
  deadlines.add({
    abandon: () => {
      late.push('first');
      deadlines.add({ abandon: () => late.push('again') });
    },
  });
  vi.advanceTimersByTime(199);
  expect(late).toEqual(['first']);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(['first', 'again']);
});
