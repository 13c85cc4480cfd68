/**
 * Names that a client chooses: of aliases, operations, variables and fragments. An agreed question names
 * things in words; a program that writes questions may put a number or an id of someone in a name.
 */

/** A citizen number has nine digits, a partner's own number mostly six or more, a year four. */
const DIGITS_MIN = 6;
/** No name of a saved question is longer than half of this; a sealed id with words around it is. */
const NAME_LENGTH_MAX = 48;
/** The shortest id that we seal, of nine digits, has 34 characters. */
const ENCRYPTED_LENGTH_MIN = 32;
/**
 * In random base64url two of three characters are of another sort than the one before (capital, small
 * letter, digit). In words written together each capital makes two such changes: one character of three when
 * words have six letters. Shorter words come near, so a digit is asked for as well. Of random ids about
 * one in a hundred passes for words.
 */
const SWITCHES_MIN = 0.4;

const MANY_DIGITS = new RegExp(`\\d{${DIGITS_MIN}}`);

/** Whether a name has the look of a number or an id, rather than of words. */
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
