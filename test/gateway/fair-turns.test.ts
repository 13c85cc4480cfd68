/** Who is next when several clients want what takes long: new documents and compiling. */
import { expect, test } from 'vitest';
import { FairQueue, type Turn } from '../../gateway/turns/fair-queue.ts';
import { createFairTurns } from '../../gateway/turns/fair-turns.ts';
import { createRests } from '../../gateway/turns/rests.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { startSmallGateway } from './support/small-gateway.ts';

const turn = (queue: string, isTrusted = false): Turn => ({ queue, isTrusted });

/** A queue in which each name waits once; `spent` is what is charged to a queue when it had its turn. */
function orderOf(waiting: readonly Turn[], spentMs: Readonly<Record<string, number>> = {}) {
  const queue = new FairQueue({ waitingMax: 100, waitingInAllMax: 400 });
  for (const one of waiting) queue.add({ turn: one, work: async () => {}, reject() {} });
  const order: string[] = [];
  for (let next = queue.next(); next; next = queue.next()) {
    order.push(next.turn.queue);
    queue.spend(next.turn.queue, spentMs[next.turn.queue] ?? 1);
  }
  return order.join(' ');
}

test('a client that sends one document waits for one of a client that sent three before', () => {
  expect(orderOf([turn('a'), turn('a'), turn('a'), turn('b')])).toBe('a b a a');
});

test('a client whose document took as long as three of another waits for three of the other', () => {
  const waiting = ['a', 'a', 'b', 'b', 'b', 'b'].map((name) => turn(name));
  expect(orderOf(waiting, { a: 3, b: 1 })).toBe('a b b b a b');
});

test('a client that comes later has no credit for the time before', () => {
  const queue = new FairQueue({ waitingMax: 100, waitingInAllMax: 400 });
  const add = (name: string) => queue.add({ turn: turn(name), work: async () => {}, reject() {} });
  for (let count = 0; count < 50; count += 1) {
    add('early');
    queue.next();
    queue.spend('early', 10);
  }
  for (const name of ['early', 'late', 'early', 'late', 'early', 'late']) add(name);
  const order: string[] = [];
  for (let next = queue.next(); next; next = queue.next()) {
    order.push(next.turn.queue);
    queue.spend(next.turn.queue, 10);
  }
  expect(order.join(' ')).toBe('late early late early late early');
});

test('a document of the manifest goes first, and not twice in a row while others wait', () => {
  const waiting = [turn('a'), turn('b'), turn('m', true), turn('m', true), turn('m', true)];
  expect(orderOf(waiting)).toBe('m a m b m');
});

test('a full queue makes room for a client with fewer documents in it, at the cost of the client with most', () => {
  const queue = new FairQueue({ waitingMax: 100, waitingInAllMax: 4 });
  const rejected: string[] = [];
  const add = (name: string) =>
    queue.add({ turn: turn(name), work: async () => {}, reject: () => rejected.push(name) });
  for (const name of ['a', 'a', 'a', 'b', 'c']) add(name);
  expect(rejected).toEqual(['a']);
  expect(() => add('a')).toThrow('Too many new operations are waiting');
  expect(() => add('d')).not.toThrow();
  expect(() => add('e')).toThrow('Too many new operations are waiting');
});

test('work that fails rejects for its own client, and the next work is done', async () => {
  const turns = createFairTurns();
  const failed = turns.take(turn('a'), () => Promise.reject(new Error('failed')));
  const next = turns.take(turn('a'), async () => 'next');
  await expect(failed).rejects.toThrow('failed');
  expect(await next).toBe('next');
  turns.stop();
  await expect(turns.take(turn('a'), async () => 1)).rejects.toThrow('no longer in use');
});

test('work that is not trusted waits until a rest ends, and work that is trusted ends it', async () => {
  const turns = createFairTurns({ restAfter: () => 1_000_000 });
  const order: string[] = [];
  const take = (name: string, isTrusted: boolean) =>
    turns.take(turn(name, isTrusted), async () => void order.push(name));
  await take('first', false);
  const second = take('second', false);
  await new Promise(setImmediate);
  expect(order).toEqual(['first']);
  await take('trusted', true);
  await second;
  expect(order).toEqual(['first', 'trusted', 'second']);
  turns.stop();
});

test('stopping during a rest rejects what waits', async () => {
  const turns = createFairTurns({ restAfter: () => 1_000_000 });
  await turns.take(turn('first'), async () => 1);
  const waiting = turns.take(turn('second'), async () => 2);
  turns.stop();
  await expect(waiting).rejects.toThrow('no longer in use');
});

test('new operations rest three times as long as they took when a known one was served, at most 1 s', () => {
  const rests = createRests();
  expect(rests.after(10)).toBe(0);
  rests.serve();
  expect(rests.after(10)).toBe(30);
  expect(rests.after(10)).toBe(0);
  rests.serve();
  expect(rests.after(5_000)).toBe(1_000);
});

test('of 12 new documents at once 2 may wait: the others give 429 with Retry-After, and a known operation gives data', async () => {
  const gateway = await startSmallGateway({
    startValidation: (sdl) => startValidationThread(sdl, { waitingMax: 2 }),
  });
  gateway.funds.respondWith({ data: { schemes: [] } });
  const known = '{ schemes { id } }';
  expect((await gateway.ask(known)).body).toEqual({ data: { schemes: [] } });
  const documents = 'abcdefghijkl'.split('').map((name) => `{ schemes { ${name}: id } }`);
  const responses = documents.map((document) => gateway.ask(document));
  expect((await gateway.ask(known)).body).toEqual({ data: { schemes: [] } });
  const refused = (await Promise.all(responses)).filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toEqual({
      errors: [
        {
          message:
            'Too many new operations are waiting: send this one again in a moment, or send values as variables' +
            ' / Er wachten te veel nieuwe vragen: stuur deze straks opnieuw, of stuur waarden als variabelen',
          extensions: { code: 'RATE_LIMITED' },
        },
      ],
    });
  }
  // Those that had their turn are known now.
  expect((await gateway.ask(documents[0] ?? '')).body).toEqual({ data: { schemes: [] } });
  await gateway.stop();
}, 60_000);
