/** AES-SIV agrees with RFC 5297 and with another implementation. */
import { aessiv } from '@noble/ciphers/aes.js';
import { array, assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { createAesSivKey } from '../../subgraphs/kit/ids/aes-siv.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

// RFC 5297, A.1 and A.2.
test.each([
  [
    'A.1',
    'fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0 f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
    ['101112131415161718191a1b1c1d1e1f2021222324252627'],
    '112233445566778899aabbccddee',
    '85632d07c6e8f37f950acd320a2ecc93 40c02b9690c4dc04daef7f6afe5c',
  ],
  [
    'A.2',
    '7f7e7d7c7b7a79787776757473727170 404142434445464748494a4b4c4d4e4f',
    [
      '00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100',
      '102030405060708090a0',
      '09f911029d74e35bd84156c5635688c0',
    ],
    '7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553',
    `7bdb6e3b432667eb06f4d14bff2fbd0f
     cb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d`,
  ],
])('the vector %s of RFC 5297 is sealed and opened', (_, key, associated, plain, sealed) => {
  const siv = createAesSivKey(hex(key))(associated.map(hex));
  // Twice, because one object encrypts every message.
  for (let time = 0; time < 2; time += 1) {
    expect(siv.seal(hex(plain)).toString('hex')).toBe(hex(sealed).toString('hex'));
    expect(siv.open(hex(sealed))?.toString('hex')).toBe(plain);
  }
});

test('any key, associated data and content are sealed as by @noble/ciphers, and opened again', () => {
  const bytes = (minLength: number, maxLength: number) => uint8Array({ minLength, maxLength });
  assert(
    property(
      bytes(64, 64),
      array(bytes(0, 70), { minLength: 1, maxLength: 5 }),
      array(bytes(1, 400), { minLength: 1, maxLength: 3 }),
      (key, associated, messages) => {
        const siv = createAesSivKey(key)(associated);
        for (const message of messages) {
          const sealed = siv.seal(message);
          expect(sealed).toEqual(Buffer.from(aessiv(key, ...associated).encrypt(message)));
          expect(siv.open(sealed)).toEqual(Buffer.from(message));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('what was changed in one bit, cut short or sealed with other strings is not opened', () => {
  const cipherWith = createAesSivKey(Buffer.alloc(64, 1));
  const siv = cipherWith(['a', 'bc']);
  const sealed = siv.seal(Buffer.from('some text of two blocks'));
  const changed = Array.from({ length: sealed.length * 8 }, (_, bit) => {
    const copy = Buffer.from(sealed);
    copy[bit >> 3]! ^= 1 << (bit & 7);
    return copy;
  });
  const short = Array.from({ length: sealed.length }, (_, end) => sealed.subarray(0, end));
  expect([...changed, ...short].filter((one) => siv.open(one) !== null)).toEqual([]);
  const others = [['ab', 'c'], ['a'], ['a', 'bc', ''], ['bc', 'a']].map((one) => cipherWith(one));
  expect(others.map((other) => other.open(sealed))).toEqual(others.map(() => null));
  expect(siv.open(sealed)?.toString()).toBe('some text of two blocks');
});
