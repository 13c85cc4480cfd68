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

test('the test vector of the contract', () => {
  expect(encryptId('llo-voucher/v1', 'otib:GV-2019-000750', coach, keySet, november)).toBe(
    '3exwHBfXJORAXj-BeWHwMOIvtr84BspRBCQanh8B-NJUN244xTIq8evI00eYaHmjsnQ64HC6UYo5eG0y4u1MFg',
  );
});

describe('an id has the length of its label', () => {
  test.each([
    ['llo-voucher/v1', 48],
    ['llo-trajectory/v1', 48],
    ['llo-enrolment/v1', 96],
    ['llo-coach/v1', 48],
    ['llo-employer/v1', 48],
    ['llo-person/v1', 48],
    ['llo-benefit/v1', 48],
    ['llo-employment/v1', 48],
    ['llo-account/v1', 96],
  ] as const)('%s: %i bytes for any text, and a text of so many is none', (label, length) => {
    for (const text of ['', 'a', 'é', 'a'.repeat(length - 1), 'é'.repeat((length - 2) / 2)]) {
      const id = encryptId(label, text, coach, keySet, november);
      expect(Buffer.from(id, 'base64url')).toHaveLength(16 + length);
      expect(decryptId(label, id, coach, keySet, november)).toBe(text);
    }
    for (const text of ['a'.repeat(length), 'é'.repeat(length / 2)]) {
      expect(() => encryptId(label, text, coach, keySet, november)).toThrow('its text is too long');
    }
  });

  test('a cursor has a multiple of 256 bytes', () => {
    for (const [bytes, length] of [
      [0, 256],
      [255, 256],
      [256, 512],
      [5_000, 5_120],
    ] as const) {
      const text = 'a'.repeat(bytes);
      const cursor = encryptId('llo-cursor/v1', text, coach, keySet, november);
      expect(Buffer.from(cursor, 'base64url')).toHaveLength(16 + length);
      expect(decryptId('llo-cursor/v1', cursor, coach, keySet, november)).toBe(text);
    }
  });

  const sealed = (bytes: Buffer) =>
    keySet
      .cipherOf('2026Q4', ['llo-voucher/v1', coach.consumer, coach.purpose, '2026Q4'])
      .seal(bytes)
      .toString('base64url');
  const padded = (...parts: readonly (string | number)[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.alloc(1, part))),
      48,
    );

  test.each([
    ['no padding', Buffer.from('otib:A1')],
    ['padding to another length', Buffer.concat([padded('otib:A1', 0x80), Buffer.alloc(48)])],
    ['zeros without 0x80', padded('otib:A1')],
    ['a byte after 0x80', padded('otib:A1', 0x80, 1)],
    ['0x80 twice', padded('otib:A1', 0x80, 0x80)],
    ['no zeros at the end', Buffer.alloc(48, 'a')],
    ['bytes that are no UTF-8', padded(0xff, 0x80)],
  ])('an id of a key holder with %s is none', (_, bytes) => {
    const good = sealed(padded('otib:A1', 0x80));
    expect(decryptId('llo-voucher/v1', good, coach, keySet, november)).toBe('otib:A1');
    expect(decryptId('llo-voucher/v1', sealed(bytes), coach, keySet, november)).toBeNull();
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

  test('one key for two quarters throws, in whatever spelling', () => {
    const spelt = Buffer.from(key, 'base64url').toString('base64');
    expect(() => createKeySet('voucher', { '2026Q3': key, '2026Q4': spelt }, true)).toThrow(
      'Cannot use the voucher key of 2026Q4: it is that of 2026Q3 too, make one of its own',
    );
  });
});
