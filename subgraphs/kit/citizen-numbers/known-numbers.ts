export type KnownNumbers = ReturnType<typeof createKnownNumbers>;

/** The citizen numbers in one request: in its ids, or in a partner's response. */
export function createKnownNumbers() {
  const numbers = new Set<string>();
  return {
    note: (number: string) => {
      if (/^\d{8,9}$/.test(number)) numbers.add(number.padStart(9, '0'));
    },
    isEmpty: () => numbers.size === 0,
    /** The number with these nine digits, if the request has it. */
    find: (digits: string) => (numbers.has(digits) ? digits : undefined),
  };
}
