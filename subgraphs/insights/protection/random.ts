/** Pseudo-random numbers that depend on a text alone, so that the same published data give the same release. */
import { createHash } from 'node:crypto';

export interface Random {
  /** A whole number from 0 up to, and not including, `limit`. */
  below(limit: number): number;
}

/** The generator mulberry32, seeded with the SHA-256 of a text. It is not for keys. */
export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}
