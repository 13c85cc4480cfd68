/** The citizen numbers that one request is about: asked with, or found in what a partner sent. */
export interface KnownNumbers {
  note(number: string): void;
  isEmpty(): boolean;
  /** The number of these nine digits, where the request is about it. */
  find(digits: string): string | undefined;
}

export function createKnownNumbers(): KnownNumbers {
  const numbers = new Set<string>();
  return {
    note: (number) => {
      if (/^\d{8,9}$/.test(number)) numbers.add(number.padStart(9, '0'));
    },
    isEmpty: () => numbers.size === 0,
    find: (digits) => (numbers.has(digits) ? digits : undefined),
  };
}
