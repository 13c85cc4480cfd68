/** Bytes as text, in the encoding that they are in rather than the one that is usual. */
import { PartnerFault } from '../kit/partners/partner-fault.ts';

/** The encodings of registers, with the names that HTTP has for them (WHATWG Encoding, labels). */
const LABELS = {
  'utf-8': ['utf-8', 'utf8'],
  'windows-1252': ['windows-1252', 'cp1252', 'iso-8859-1', 'iso8859-1', 'latin1', 'us-ascii'],
  'iso-8859-15': ['iso-8859-15', 'latin-9', 'latin9'],
  'utf-16le': ['utf-16le', 'utf-16'],
  'utf-16be': ['utf-16be'],
} as const;

export type TextEncoding = keyof typeof LABELS;

export const TEXT_ENCODINGS = [
  'utf-8',
  'windows-1252',
  'iso-8859-15',
  'utf-16le',
] as const satisfies readonly TextEncoding[];

/**
 * Decodes a file. A byte order mark decides; without one the layout's encoding, or the charset of the response where
 * only that fits the bytes. Throws `garbled` where neither fits, because a text in the wrong encoding is another
 * text.
 */
export function decodeText(bytes: Buffer, charset: string | null, encoding: TextEncoding): string {
  const marked = encodingOfMark(bytes);
  const declared = marked === null ? [encoding, encodingOf(charset)] : [marked];
  const isUtf8 = decode(bytes, 'utf-8') !== null && bytes.some((byte) => byte >= 0x80);
  for (const one of declared) {
    // Bytes that are UTF-8 by chance do not occur in a text with accents.
    const isOtherThanSaid = isUtf8 && one !== 'utf-8' && marked === null;
    const text = one === null || isOtherThanSaid ? null : decode(bytes, one);
    if (text !== null) return text;
  }
  throw new PartnerFault('garbled', {
    reason: 'charset',
    fields: [...new Set(declared)].flatMap((one) => (one === null ? [] : [`not ${one}`])),
  });
}

/** The encoding that a byte order mark tells. */
function encodingOfMark(bytes: Buffer): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function encodingOf(charset: string | null): TextEncoding | null {
  const names = Object.entries(LABELS) as [TextEncoding, readonly string[]][];
  return names.find(([, labels]) => charset !== null && labels.includes(charset))?.[0] ?? null;
}

/** Null where the bytes are not in the encoding; without its byte order mark. */
function decode(bytes: Buffer, encoding: TextEncoding): string | null {
  const text = encoding === 'windows-1252' ? decodeWindows1252(bytes) : decodeWith(bytes, encoding);
  // No text file holds this character, but each other byte of UTF-16 is one.
  return text?.includes('\0') ? null : text;
}

function decodeWith(bytes: Buffer, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes 80 to 9F; Node's `TextDecoder` takes them for control characters from 20.18.3 on. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function decodeWindows1252(bytes: Buffer): string | null {
  const text = bytes
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign);
  // Five bytes have no character.
  return /[\u0081\u008D\u008F\u0090\u009D]/.test(text) ? null : text;
}
