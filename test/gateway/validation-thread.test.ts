import { afterEach, expect, test, vi } from 'vitest';
import { GatewayError } from '../../gateway/errors/gateway-error.ts';
import type { Validation, NewDocument } from '../../gateway/operations/validation.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { createValidation } from '../../gateway/operations/create-validation.ts';
import { composeSubgraphs } from '../federation/support/fixture.ts';

const supergraphSdl = composeSubgraphs({
  a: 'type Query { people: [Person] } type Person @key(fields: "id") { id: ID! name: String }',
  b: 'type Person @key(fields: "id") { id: ID! age: Int friends: [Person] friend: Person foe: Person }',
});
const documentOf = (query: string): NewDocument => ({
  query,
  operationName: undefined,
  variables: {},
  isPersisted: false,
  format: { method: 'POST', mediaType: 'application/json', isPlainJson: true },
});
const turnOf = (queue = 'public') => ({ queue, isTrusted: false });

// Starting a thread takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let thread: Validation;
afterEach(() => thread.stop());

test('the thread validates, refuses and plans as validation in this thread does', async () => {
  thread = startValidationThread(supergraphSdl);
  const here = await createValidation(supergraphSdl);
  for (const query of [
    '{ people { name age } }',
    '{ nothing }',
    '{',
    '{ __schema { __typename } }',
  ]) {
    const document = documentOf(query);
    expect(await thread.validate(document, turnOf())).toEqual(
      await here.validate(document, turnOf()),
    );
  }
  for (const text of ['{ people { age } }', '{ nothing }', '{']) {
    expect(await thread.plan(text, turnOf())).toEqual(await here.plan(text, turnOf()));
  }
  await here.stop();
});

test('a document that comes before the thread was to start is validated, and one that comes when it was stopped is refused', async () => {
  let start = () => {};
  const startAfter = new Promise<void>((resolve) => (start = resolve));
  thread = startValidationThread(supergraphSdl, { startAfter });
  const document = documentOf('{ people { age } }');
  expect(await thread.validate(document, turnOf())).toHaveProperty('planned.plan');
  await thread.stop();
  start();
  await expect(thread.validate(document, turnOf())).rejects.toThrow('Cannot wait for a turn');
});

test('a document above a limit rejects with TOO_LARGE, and the thread validates the next one', async () => {
  thread = startValidationThread(supergraphSdl);
  const deep = `{ people { ${'friends { '.repeat(20)} id ${'}'.repeat(20)} } }`;
  await expect(thread.validate(documentOf(deep), turnOf())).rejects.toMatchObject({
    code: 'TOO_LARGE',
    status: 400,
    message: expect.stringContaining('depth may be at most 15, found 22'),
  });
  expect(await thread.validate(documentOf('{ people { id } }'), turnOf())).toHaveProperty(
    'planned',
  );
});

test('a document that exceeds the deadline rejects with TOO_LARGE, and those that wait have another thread', async () => {
  const friends = Array.from({ length: 6 }).reduce<string>(
    (inner) => `friend { age ${inner} } foe { age ${inner} }`,
    '',
  );
  const query = `{ people { ${friends} } }`;
  // Within every limit: a refusal takes no time at all, and would come before the deadline.
  const here = await createValidation(supergraphSdl);
  expect(await here.validate(documentOf(query), turnOf())).toHaveProperty('planned.plan');
  await here.stop();
  thread = startValidationThread(supergraphSdl, { deadlineMs: 1 });
  const results = await Promise.allSettled([
    thread.validate(documentOf(query), turnOf()),
    thread.validate(documentOf(query), turnOf()),
  ]);
  const tooLarge = new GatewayError(
    'TOO_LARGE',
    'Planning this operation exceeded 1 ms: ask for fewer fields at once',
  );
  expect(results).toEqual([
    { status: 'rejected', reason: tooLarge },
    { status: 'rejected', reason: tooLarge },
  ]);
});

test('a document above the limit of its queue is refused at once, and one of another queue is validated', async () => {
  thread = startValidationThread(supergraphSdl, { waitingMax: 1 });
  const document = documentOf('{ people { age } }');
  const first = thread.validate(document, turnOf());
  const second = thread.validate(document, turnOf());
  await expect(thread.validate(document, turnOf())).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    status: 429,
  });
  const other = thread.validate(document, turnOf('other'));
  for (const validated of await Promise.all([first, second, other])) {
    expect(validated).toHaveProperty('planned.plan.kind', 'QueryPlan');
  }
});

test('a document whose client has left is not validated', async () => {
  thread = startValidationThread(supergraphSdl);
  const gone = new AbortController();
  const first = thread.validate(documentOf('{ people { age } }'), turnOf());
  const turn = { ...turnOf(), signal: gone.signal };
  const second = thread.validate(documentOf('{ people { id } }'), turn, () => {
    throw new Error('It had its turn');
  });
  gone.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  expect(await first).toHaveProperty('planned');
});

test('a document that has become known when it is its turn takes no time of the thread', async () => {
  thread = startValidationThread(supergraphSdl);
  const document = documentOf('{ people { age } }');
  expect(await thread.validate(document, turnOf(), () => true)).toBeNull();
});

test('every document fails when the thread cannot read the supergraph', async () => {
  thread = startValidationThread('type Query {');
  for (let request = 0; request < 2; request += 1) {
    await expect(thread.validate(documentOf('{ people { age } }'), turnOf())).rejects.toThrow(
      'did not start',
    );
  }
});

test('a stopped thread rejects what waits and what comes', async () => {
  thread = startValidationThread(supergraphSdl);
  const document = documentOf('{ people { age } }');
  const waiting = [thread.validate(document, turnOf()), thread.validate(document, turnOf())];
  const settled = Promise.allSettled(waiting);
  await thread.stop();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(thread.validate(document, turnOf())).rejects.toThrow('no longer in use');
});
