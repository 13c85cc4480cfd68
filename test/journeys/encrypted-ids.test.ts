/** An encrypted id is bound to client, purpose and quarter. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { decryptId, encryptId, type IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { startStack, type Principal, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const developer: Principal = { role: 'developer', purpose: 'development' };
const context = {
  consumer: '00000099000000004000',
  purpose: 'urn:llo:purpose:development',
};
const LABEL: IdLabel = 'llo-voucher/v1';
const now = new Date(`${TEST_DAY}T12:00:00Z`);
const quartersAgo = (quarters: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3 * quarters, 15));

const { keys } = JSON.parse(
  readFileSync(join(projectRoot(), 'mocks/demo-keys/voucher.key.json'), 'utf8'),
) as { keys: Record<string, string> };
const keySet = createKeySet('voucher', keys, true);

let stack: Stack;
let id: string;
/** The plain text of the id: fund and number. */
let text: string;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'reference', 'guidance', 'education'] });
  const list = await stack.ask(developer, '{ vouchers(first: 1) { nodes { id } } }');
  id = (list.data as { vouchers: { nodes: { id: string }[] } }).vouchers.nodes[0]?.id ?? '';
  text = decryptId(LABEL, id, context, keySet, now) ?? '';
});
afterAll(() => stack.stop());

const ONE = 'query ($id: ID!) { voucher(id: $id) { id } }';
const INVALID = {
  data: { voucher: null },
  errors: [
    {
      message: expect.stringContaining('does not belong to this client, purpose and quarter'),
      path: ['voucher'],
      extensions: { code: 'ID_INVALID' },
    },
  ],
};

test('the id of a voucher from a list gives that voucher, and decrypts to fund and number', async () => {
  expect(text).toMatch(/^[a-z-]+:.+/);
  expect(await stack.ask(developer, ONE, { id })).toEqual({ data: { voucher: { id } } });
});

test('an id of the previous quarter still works and is repeated in the response; new ids are of this quarter', async () => {
  const old = encryptId(LABEL, text, context, keySet, quartersAgo(1));
  const both = `query ($id: ID!) { voucher(id: $id) { id provenance { partner } }
    vouchers(first: 1) { nodes { id } } }`;
  expect(old).not.toBe(id);
  expect(await stack.ask(developer, both, { id: old })).toEqual({
    data: {
      voucher: { id: old, provenance: { partner: text.split(':')[0] } },
      vouchers: { nodes: [{ id }] },
    },
  });
});

describe('ID_INVALID for an id that was encrypted', () => {
  test.each([
    ['two quarters ago', () => encryptId(LABEL, text, context, keySet, quartersAgo(2))],
    ['in a future quarter', () => encryptId(LABEL, text, context, keySet, quartersAgo(-1))],
    [
      'for another client',
      () => encryptId(LABEL, text, { ...context, consumer: '00000099000000001000' }, keySet, now),
    ],
    [
      'for another purpose',
      () =>
        encryptId(
          LABEL,
          text,
          { ...context, purpose: 'urn:llo:purpose:case-guidance' },
          keySet,
          now,
        ),
    ],
    ['as an id of another type', () => encryptId('llo-trajectory/v1', text, context, keySet, now)],
    [
      'with another key',
      () =>
        encryptId(
          LABEL,
          text,
          context,
          createKeySet('voucher', { any: Buffer.alloc(64, 7).toString('base64url') }, false),
          now,
        ),
    ],
  ])('%s', async (_, encrypt) => {
    expect(await stack.ask(developer, ONE, { id: encrypt() })).toEqual(INVALID);
  });

  test('for a voucher in a response to another client', async () => {
    const coach: Principal = { role: 'coach', purpose: 'case-guidance' };
    const list = await stack.ask(coach, '{ caseload(first: 1) { nodes { vouchers { id } } } }');
    const { nodes } = (list.data as { caseload: { nodes: { vouchers: { id: string }[] }[] } })
      .caseload;
    const other = nodes[0]?.vouchers[0]?.id ?? '';
    const coachContext = {
      consumer: '00000099000000001000',
      purpose: 'urn:llo:purpose:case-guidance',
    };
    const named = decryptId(LABEL, other, coachContext, keySet, now) ?? '';
    const own = encryptId(LABEL, named, context, keySet, now);
    expect(await stack.ask(developer, ONE, { id: own })).toEqual({
      data: { voucher: { id: own } },
    });
    expect(await stack.ask(developer, ONE, { id: other })).toEqual(INVALID);
  });
});
