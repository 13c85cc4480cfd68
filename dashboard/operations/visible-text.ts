/** Control characters, and the marks that turn the direction of the text after them. */
const INVISIBLE = /[\p{Bidi_Control}\p{Cc}]/gu;
const LINE_ENDS: ReadonlySet<string> = new Set(['\n', '\t', '\r']);

/** A text of a partner or an address without characters that change how the texts around it are shown. */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE, (one) => (LINE_ENDS.has(one) ? one : ''));
}
