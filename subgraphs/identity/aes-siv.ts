import { createCipheriv, timingSafeEqual } from 'node:crypto';

/**
 * AES-SIV (RFC 5297) on the platform's own AES: several times as fast as AES in JavaScript, which
 * counts where a hundred ids leave in one answer. For keys of 64 bytes, which is AES-256.
 */
export interface SivCipher {
  /** A synthetic IV of 16 bytes, and the text encrypted under it. */
  seal(text: Uint8Array): Buffer;
  /** The text; null when it was sealed with another key or other associated data. */
  open(sealed: Uint8Array): Buffer | null;
}

const BLOCK = 16;
const ZERO = Buffer.alloc(BLOCK);
const STATES_MAX = 2_000;

interface KeyState {
  readonly macKey: Buffer;
  readonly encryptionKey: Buffer;
  /** Subkeys of CMAC (RFC 4493 section 2.3): for a whole last block, and for a padded one. */
  readonly whole: Buffer;
  readonly padded: Buffer;
  /** What the associated data come down to, which is the same for all ids of one caller. */
  readonly prefixes: Map<string, Buffer>;
}

const states = new WeakMap<Uint8Array, KeyState>();

/** A cipher bound to strings of associated data, in this order. */
export function createSivCipher(key: Uint8Array, associated: readonly string[]): SivCipher {
  const state = stateOf(key);
  const prefix = prefixOf(state, associated);
  const ivOf = (text: Uint8Array) => cmac(state, lastInput(prefix, text));
  return {
    seal: (text) => {
      const iv = ivOf(text);
      return Buffer.concat([iv, counterMode(state, iv, text)]);
    },
    open: (sealed) => {
      if (sealed.length < BLOCK) return null;
      const iv = sealed.subarray(0, BLOCK);
      const text = counterMode(state, iv, sealed.subarray(BLOCK));
      return timingSafeEqual(ivOf(text), iv) ? text : null;
    },
  };
}

function stateOf(key: Uint8Array): KeyState {
  const known = states.get(key);
  if (known !== undefined) return known;
  if (key.length !== 64) throw new Error('Cannot seal with this key: expected 64 bytes');
  const macKey = Buffer.from(key.subarray(0, 32));
  const cipher = createCipheriv('aes-256-ecb', macKey, null).setAutoPadding(false);
  const whole = double(cipher.update(ZERO));
  const state: KeyState = {
    macKey,
    encryptionKey: Buffer.from(key.subarray(32)),
    whole,
    padded: double(whole),
    prefixes: new Map(),
  };
  states.set(key, state);
  return state;
}

/** S2V over all but the text (RFC 5297 section 2.4). */
function prefixOf(state: KeyState, associated: readonly string[]): Buffer {
  const name = JSON.stringify(associated);
  const known = state.prefixes.get(name);
  if (known !== undefined) return known;
  let sum = cmac(state, ZERO);
  for (const text of associated) sum = xor(double(sum), cmac(state, Buffer.from(text)));
  if (state.prefixes.size >= STATES_MAX) state.prefixes.clear();
  state.prefixes.set(name, sum);
  return sum;
}

function lastInput(prefix: Buffer, text: Uint8Array): Buffer {
  if (text.length < BLOCK) return xor(double(prefix), pad(text));
  const input = Buffer.from(text);
  const end = input.length - BLOCK;
  for (let at = 0; at < BLOCK; at += 1)
    input[end + at] = (input[end + at] ?? 0) ^ (prefix[at] ?? 0);
  return input;
}

function cmac({ macKey, whole, padded }: KeyState, message: Uint8Array): Buffer {
  const isWhole = message.length > 0 && message.length % BLOCK === 0;
  const start = isWhole ? message.length - BLOCK : message.length - (message.length % BLOCK);
  const last = message.subarray(start);
  const input = Buffer.concat([
    message.subarray(0, start),
    isWhole ? xor(last, whole) : xor(pad(last), padded),
  ]);
  const cipher = createCipheriv('aes-256-cbc', macKey, ZERO).setAutoPadding(false);
  return cipher.update(input).subarray(-BLOCK);
}

/** Two bits of the IV are cleared, so that a counter never carries (RFC 5297 section 2.5). */
function counterMode({ encryptionKey }: KeyState, iv: Uint8Array, text: Uint8Array): Buffer {
  const counter = Buffer.from(iv);
  counter[8] = (counter[8] ?? 0) & 0x7f;
  counter[12] = (counter[12] ?? 0) & 0x7f;
  return createCipheriv('aes-256-ctr', encryptionKey, counter).update(text);
}

/** Times x in GF(2^128). */
function double(block: Uint8Array): Buffer {
  const doubled = Buffer.alloc(BLOCK);
  let carry = 0;
  for (let at = BLOCK - 1; at >= 0; at -= 1) {
    const byte = block[at] ?? 0;
    doubled[at] = ((byte << 1) | carry) & 0xff;
    carry = byte >> 7;
  }
  if (carry === 1) doubled[BLOCK - 1] = (doubled[BLOCK - 1] ?? 0) ^ 0x87;
  return doubled;
}

function pad(text: Uint8Array): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.set(text);
  block[text.length] = 0x80;
  return block;
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  const sum = Buffer.alloc(BLOCK);
  for (let at = 0; at < BLOCK; at += 1) sum[at] = (a[at] ?? 0) ^ (b[at] ?? 0);
  return sum;
}
