/**
 * Names that a client chooses, of aliases, operations, variables and fragments. People use words; a program that
 * generates operations may put somebody's number or id in a name.
 */

/** A citizen number has nine digits, a partner's own number mostly six or more, a year four. */
const DIGITS_MIN = 6;
/** No name in a saved operation is longer than half of this; an encrypted id with words around it is. */
const NAME_LENGTH_MAX = 48;
/** The shortest encrypted id, of nine digits, has 34 characters. */
const ENCRYPTED_LENGTH_MIN = 32;
/**
 * In random base64url two of three characters differ in class (capital, small letter, digit) from the one before.
 * In camel case each capital makes two such changes: one character in three for words of six letters. Shorter
 * words come near that, so a digit is required as well. About one random id in a hundred is taken for words.
 */
const SWITCHES_MIN = 0.4;

const MANY_DIGITS = new RegExp(`\\d{${DIGITS_MIN}}`);

/** Whether a name looks like a number or an id rather than words. */
export function mayHoldId(name: string): boolean {
  return name.length > NAME_LENGTH_MAX || MANY_DIGITS.test(name) || looksEncrypted(name);
}

function looksEncrypted(name: string): boolean {
  if (name.length < ENCRYPTED_LENGTH_MIN || !/\d/.test(name)) return false;
  let switches = 0;
  for (let index = 1; index < name.length; index += 1) {
    if (sortOf(name.charCodeAt(index)) !== sortOf(name.charCodeAt(index - 1))) switches += 1;
  }
  return switches / (name.length - 1) >= SWITCHES_MIN;
}

function sortOf(code: number): number {
  if (code <= 0x39) return 0;
  return code <= 0x5a ? 1 : 2;
}
