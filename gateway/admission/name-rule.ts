/**
 * Names that a client chooses: of aliases, operations, variables and fragments. An agreed question names
 * things in words; a program that writes questions may put a number or an id of someone in a name.
 */

/** A citizen number has nine digits, a partner's own number mostly six or more, a year four. */
const DIGITS_MIN = 6;
/** No name of a saved question is longer than half of this; a sealed id with words around it is. */
const NAME_LENGTH_MAX = 48;
/** A sealed id is at least this long: sixteen bytes of it are the seal. */
const SEALED_LENGTH_MIN = 22;
/**
 * In random base64url two of three neighbours are of another sort (capital, small letter, digit); in
 * words written together one of six, in very short ones one of three.
 */
const SWITCHES_MIN = 0.4;

const MANY_DIGITS = new RegExp(`\\d{${DIGITS_MIN}}`);

/** Whether a name has the look of a number or an id, rather than of words. */
export function mayHoldId(name: string): boolean {
  return name.length > NAME_LENGTH_MAX || MANY_DIGITS.test(name) || looksSealed(name);
}

function looksSealed(name: string): boolean {
  if (name.length < SEALED_LENGTH_MIN || !/\d/.test(name)) return false;
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
