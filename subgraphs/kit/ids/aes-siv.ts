/**
 * AES-SIV (RFC 5297), composed from AES-CBC and AES-ECB of `node:crypto`. A general implementation expands the key
 * and authenticates the associated data for each message. Ids of one request share both, so that here they are
 * prepared once, and a message costs two calls of OpenSSL.
 */
import { createCipheriv, timingSafeEqual, type Cipher } from 'node:crypto';

const BLOCK = 16;

/** AES-SIV under one key, with these strings of associated data. */
export interface AesSiv {
  /** The tag, then the encrypted bytes. */
  seal(plain: Uint8Array): Buffer;
  /** Null for what was not sealed with this key and these strings. */
  open(sealed: Uint8Array): Buffer | null;
}

/** Prepares a key, of which the first half makes the tag and the second encrypts: 64 bytes for AES-256. */
export function createAesSivKey(
  key: Uint8Array,
): (associated: readonly (string | Uint8Array)[]) => AesSiv {
  const half = key.length / 2;
  const mac = createCmac(key.subarray(0, half));
  const ecb = startAes('ecb', key.subarray(half), null);
  const zero = mac(Buffer.alloc(BLOCK));

  /** Counters of one message; OpenSSL has read them when `update` returns. */
  let counters = Buffer.alloc(4 * BLOCK);

  /**
   * Writes the encrypted content to the end of `result`. Counter mode from the tag, of which RFC 5297 (2.6) clears two
   * bits so that no addition carries further.
   */
  const encrypt = (tag: Uint8Array, content: Uint8Array, result: Buffer): Buffer => {
    const length = Math.ceil(content.length / BLOCK) * BLOCK;
    if (counters.length < length) counters = Buffer.alloc(length);
    for (let index = 0; index < length; index += 1) counters[index] = tag[index % BLOCK]!;
    const first = counters.readUInt32BE(12) & 0x7fffffff;
    for (let start = 0; start < length; start += BLOCK) {
      counters[start + 8]! &= 0x7f;
      counters.writeUInt32BE(first + start / BLOCK, start + 12);
    }
    const stream = ecb.update(counters.subarray(0, length));
    const start = result.length - content.length;
    for (let index = 0; index < content.length; index += 1) {
      result[start + index] = content[index]! ^ stream[index]!;
    }
    return result;
  };

  return function withAssociated(associated) {
    let prefix = zero;
    for (const text of associated) prefix = xor(doubled(prefix), mac(Buffer.from(text)));
    /** S2V of the associated strings and the content (RFC 5297, 2.4). */
    const tagOf = (content: Uint8Array): Buffer => {
      const short = content.length < BLOCK;
      const last = short ? padded(content) : Buffer.from(content);
      const start = last.length - BLOCK;
      const mask = short ? doubled(prefix) : prefix;
      for (let index = 0; index < BLOCK; index += 1) last[start + index]! ^= mask[index]!;
      return mac(last);
    };
    return {
      seal: (plain) => {
        const tag = tagOf(plain);
        const sealed = Buffer.allocUnsafe(BLOCK + plain.length);
        for (let index = 0; index < BLOCK; index += 1) sealed[index] = tag[index]!;
        return encrypt(tag, plain, sealed);
      },
      open: (sealed) => {
        if (sealed.length < BLOCK) return null;
        const tag = sealed.subarray(0, BLOCK);
        const content = sealed.subarray(BLOCK);
        const plain = encrypt(tag, content, Buffer.allocUnsafe(content.length));
        return timingSafeEqual(tagOf(plain), tag) ? plain : null;
      },
    };
  };
}

/** AES-CMAC (RFC 4493). The message is changed. */
function createCmac(key: Uint8Array): (message: Buffer) => Buffer {
  const whole = doubled(startAes('ecb', key, null).update(Buffer.alloc(BLOCK)));
  const partial = doubled(whole);
  // One object encrypts every message: it chains the blocks, so the last one is taken out of the next message.
  const cbc = startAes('cbc', key, Buffer.alloc(BLOCK));
  let chain = Buffer.alloc(BLOCK);
  return function macOf(message) {
    const isWhole = message.length > 0 && message.length % BLOCK === 0;
    const blocks = isWhole ? message : padded(message);
    const subkey = isWhole ? whole : partial;
    const last = blocks.length - BLOCK;
    for (let index = 0; index < BLOCK; index += 1) {
      blocks[last + index]! ^= subkey[index]!;
      blocks[index]! ^= chain[index]!;
    }
    chain = cbc.update(blocks).subarray(last);
    return chain;
  };
}

function startAes(mode: 'ecb' | 'cbc', key: Uint8Array, iv: Uint8Array | null): Cipher {
  return createCipheriv(`aes-${key.length * 8}-${mode}`, key, iv).setAutoPadding(false);
}

/** 0x80 and zeros up to a whole number of blocks. */
function padded(message: Uint8Array): Buffer {
  const result = Buffer.alloc((Math.floor(message.length / BLOCK) + 1) * BLOCK);
  result.set(message);
  result[message.length] = 0x80;
  return result;
}

/** Multiplication by two in GF(2^128). */
function doubled(block: Buffer): Buffer {
  const result = Buffer.allocUnsafe(BLOCK);
  for (let index = 0; index < BLOCK; index += 1) {
    result[index] = (block[index]! << 1) | ((block[index + 1] ?? 0) >> 7);
  }
  if (block[0]! >> 7 === 1) result[BLOCK - 1]! ^= 0x87;
  return result;
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ b[index]!));
}
