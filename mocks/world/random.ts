/** A small seeded random generator: the same seed gives the same values. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks by weight; the weights need not add up to one. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  shuffle<T>(list: readonly T[]): T[];
  uuid(): string;
  /** Letters and digits that do not look alike. */
  code(length: number): string;
}

const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A separate generator for every part of the world, so that a change in one does not change the others. */
export function createRandom(seed: number, part: string): Random {
  let state = hash(`${seed}/${part}`);
  // The generator mulberry32.
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number =>
    least + Math.floor(fraction() * (most - least + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('Cannot pick from an empty list');
    return list[whole(0, list.length - 1)] as T;
  };
  const hexadecimal = (length: number): string => {
    let digits = '';
    for (let index = 0; index < length; index++) digits += whole(0, 15).toString(16);
    return digits;
  };
  return {
    fraction,
    whole,
    pick,
    chance: (probability) => fraction() < probability,
    weighted: (choices) => weighted(choices, fraction()),
    shuffle: (list) => shuffle(list, whole),
    code: (length) =>
      Array.from({ length }, () => CODE_LETTERS.charAt(whole(0, CODE_LETTERS.length - 1))).join(''),
    uuid: () =>
      `${hexadecimal(8)}-${hexadecimal(4)}-4${hexadecimal(3)}-${pick(['8', '9', 'a', 'b'])}${hexadecimal(3)}-${hexadecimal(12)}`,
  };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

function weighted<T>(choices: readonly (readonly [T, number])[], at: number): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = at * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const last = choices.at(-1);
  if (!last) throw new Error('Cannot pick from an empty list');
  return last[0];
}

function shuffle<T>(list: readonly T[], whole: (least: number, most: number) => number): T[] {
  const shuffled = [...list];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = whole(0, index);
    [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
  }
  return shuffled;
}

/** The same id for the same name, regardless of the seed. */
export function uuidFrom(name: string): string {
  return createRandom(0, name).uuid();
}
