/** Every saved question, asked of the real graph as its header says: answered, or refused on purpose. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseQuestion } from '../../explorer/gallery/question.ts';
import { tablesOf } from '../../explorer/table/flatten.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { startStack, type GraphqlResult, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const folder = join(projectRoot(), 'explorer/questions');
const questions = readdirSync(folder)
  .toSorted()
  .map((name) => parseQuestion(name, readFileSync(join(folder, name), 'utf8')));

/** The questions that show a refusal, and the code by which they are refused. */
const refusals: Readonly<Record<string, string>> = {
  '04-vouchers-als-publiek': 'UNAUTHENTICATED',
  '12-vouchers-als-onderzoeker': 'SCOPE_DENIED',
  '16-uitkering-bij-matching': 'PURPOSE_DENIED',
  '22-anderen-als-burger': 'PURPOSE_DENIED',
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

function ask(savedQuery: (typeof questions)[number]): Promise<GraphqlResult> {
  const { role, purpose, today, document } = savedQuery;
  const asker =
    role === 'none'
      ? null
      : { role, ...(purpose && { purpose: purpose.replace('urn:llo:purpose:', '') }) };
  return stack.ask(asker, document, today === undefined ? {} : { [today]: TEST_DAY });
}

test.each(questions)('$id is answered as it promises', async (savedQuery) => {
  const response = await ask(savedQuery);
  const code = refusals[savedQuery.id];
  if (code !== undefined) {
    expect(response).toMatchObject({ data: null, errors: [{ extensions: { code } }] });
    return;
  }
  expect(response.errors).toBeUndefined();
  expect(tablesOf(response.data)[0]?.rows.length).toBeGreaterThan(0);
});

test('every role has a question that it is answered, the coach under both purposes', () => {
  const answered = questions.filter(({ id }) => refusals[id] === undefined);
  const askers = answered.map(({ role, purpose }) =>
    role === 'coach' ? `coach ${purpose?.split(':').at(-1)}` : role,
  );
  expect([...new Set(askers)].toSorted()).toEqual([
    'analyst',
    'citizen',
    'coach case-guidance',
    'coach matching',
    'dashboard',
    'developer',
    'none',
  ]);
});
