import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKeySet, readKeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { decryptId, encryptId } from '../../subgraphs/kit/ids/encrypted-id.ts';

const key = Buffer.from(Uint8Array.from({ length: 64 }, (_, index) => index)).toString('base64url');
const keySet = createKeySet('voucher', { any: key }, true);
const coach = { consumer: '00000099000000001000', purpose: 'urn:llo:purpose:case-guidance' };
const november = new Date('2026-11-21T12:00:00Z');

describe('test vectors of the contract', () => {
  test.each([
    [
      'llo-voucher/v1',
      'otib:GV-2019-000750',
      coach.consumer,
      'K-IxwXHLdHscWDM1uF_wGm_E4m7TqpXq7da-IqwCdzO48Mw',
    ],
    ['llo-person/v1', '999990019', coach.consumer, 'a4UqgQfFKAp-kFvICtx63cmuMQuE3STYwA'],
    ['llo-person/v1', '999990019', '00000099000000002000', 'nGBI1N9pYHHAbxYqMsZBPEhmQT-Atgpl5g'],
    ['llo-token/v1', '999990019', coach.consumer, '9My_3QoA7J30yrCK4ppJIuyruoO7LR0HpA'],
  ] as const)('%s seals %s for %s', (label, text, consumer, id) => {
    expect(encryptId(label, text, { ...coach, consumer }, keySet, november)).toBe(id);
  });
});

describe('an encrypted id is bound to its context', () => {
  const id = encryptId('llo-voucher/v1', 'otib:A1', coach, keySet, november);

  test('it can be decrypted with the same label, consumer, purpose and quarter', () => {
    expect(decryptId('llo-voucher/v1', id, coach, keySet, november)).toBe('otib:A1');
  });

  test('it cannot be decrypted with another label, consumer or purpose', () => {
    const other = { ...coach, consumer: '00000099000000002000' };
    const matching = { ...coach, purpose: 'urn:llo:purpose:matching' };
    expect(decryptId('llo-enrolment/v1', id, coach, keySet, november)).toBeNull();
    expect(decryptId('llo-voucher/v1', id, other, keySet, november)).toBeNull();
    expect(decryptId('llo-voucher/v1', id, matching, keySet, november)).toBeNull();
  });

  test('it can be decrypted in the next quarter and not in the one after, and a later id of the same text differs', () => {
    const january = new Date('2027-01-05T12:00:00Z');
    const april = new Date('2027-04-01T00:00:00Z');
    expect(decryptId('llo-voucher/v1', id, coach, keySet, january)).toBe('otib:A1');
    expect(decryptId('llo-voucher/v1', id, coach, keySet, april)).toBeNull();
    expect(encryptId('llo-voucher/v1', 'otib:A1', coach, keySet, january)).not.toBe(id);
  });

  test('decryptId gives null for a text that is no id', () => {
    const hostile = [
      '',
      'x',
      '../../etc',
      `${id}A`,
      `${id}=`,
      id.slice(1),
      'é'.repeat(40),
      'A'.repeat(9_000),
    ];
    expect(
      hostile.map((text) => decryptId('llo-voucher/v1', text, coach, keySet, november)),
    ).toEqual(hostile.map(() => null));
  });

  test('decryptId gives null for another base64url encoding of the same bytes', () => {
    const last = id.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twins = alphabet
      .split('')
      .map((letter) => id.slice(0, -1) + letter)
      .filter((text) => Buffer.from(text, 'base64url').equals(Buffer.from(id, 'base64url')));
    expect(
      twins.map((text) => [
        text.at(-1),
        decryptId('llo-voucher/v1', text, coach, keySet, november),
      ]),
    ).toEqual(twins.map((text) => [text.at(-1), text.at(-1) === last ? 'otib:A1' : null]));
  });
});

describe('the keys of a subgraph', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const fileOf = (domain: string) => {
    const file = join(folder, `${domain}.key.json`);
    writeFileSync(file, JSON.stringify({ domain, demo: true, keys: { any: key } }));
    return file;
  };

  test('funds does not start with a person key', () => {
    expect(() => readKeySets([fileOf('voucher'), fileOf('person')], ['voucher'], 'funds')).toThrow(
      'Cannot start "funds" with "person.key.json": it may not hold a person key',
    );
  });

  test('a subgraph does not start without a key that it needs', () => {
    expect(() => readKeySets([fileOf('voucher')], ['voucher', 'person'], 'education')).toThrow(
      'Cannot start "education" without a person key: give its file in "keys"',
    );
  });

  test('a key of the wrong length throws', () => {
    expect(() => createKeySet('voucher', { '2026Q4': 'AAAA' }, false)).toThrow(
      'Cannot use the voucher key of 2026Q4: expected 64 bytes',
    );
  });
});
