/** The citizen numbers in one request: in its ids, or in a partner's response. */
export interface KnownNumbers {
  note(number: string): void;
  isEmpty(): boolean;
  /** The number with these nine digits, if the request has it. */
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
