import { aessiv } from '@noble/ciphers/aes.js';
import { array, assert, nat, property, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { createSivCipher } from '../../subgraphs/identity/aes-siv.ts';

const bytes = (minLength: number, maxLength: number) => uint8Array({ minLength, maxLength });
const texts = array(string({ maxLength: 60 }), { maxLength: 5 });

test('seals as another implementation of RFC 5297 does, for any key, data and text', () => {
  assert(
    property(bytes(64, 64), texts, bytes(1, 100), (key, associated, text) => {
      const other = aessiv(key, ...associated.map((one) => new TextEncoder().encode(one)));
      const sealed = createSivCipher(key, associated).seal(text);
      expect(Buffer.from(other.encrypt(text)).equals(sealed)).toBe(true);
      expect(createSivCipher(key, associated).open(sealed)?.equals(text)).toBe(true);
    }),
  );
});

test('opens nothing that was changed, cut, or sealed with other data', () => {
  assert(
    property(bytes(64, 64), texts, bytes(1, 60), nat(), (key, associated, text, at) => {
      const cipher = createSivCipher(key, associated);
      const sealed = cipher.seal(text);
      const changed = Buffer.from(sealed);
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      expect(cipher.open(changed)).toBeNull();
      expect(cipher.open(sealed.subarray(0, -1))).toBeNull();
      expect(createSivCipher(key, [...associated, 'more']).open(sealed)).toBeNull();
      expect(createSivCipher(key, [...associated, '']).open(sealed)).toBeNull();
    }),
  );
});
