/**
 * Numbers that pass the check of a BSN (elfproef), counted down from 999999999: the end of the range is
 * for test numbers and not assigned to anyone.
 */
export function createTestNumbers(count: number): readonly string[] {
  const numbers: string[] = [];
  for (let candidate = 999_999_999; numbers.length < count; candidate--) {
    const digits = String(candidate);
    if (isElevenProof(digits)) numbers.push(digits);
  }
  return numbers;
}

/** The elfproef: the weighted sum of the nine digits, with weight -1 for the last, is divisible by 11. */
export function isElevenProof(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  const sum = digits
    .split('')
    .reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}
