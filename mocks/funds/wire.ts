/** The messages of PostgreSQL's wire protocol 3.0 that a proxy must parse. */

export const SSL_REQUEST = 80_877_103;
export const GSS_REQUEST = 80_877_104;
export const CANCEL_REQUEST = 80_877_102;

/** The first message of a connection has no type letter: a length, then a code. */
export interface Opening {
  readonly code: number;
  readonly length: number;
}

export function parseOpening(bytes: Buffer): Opening | undefined {
  if (bytes.length < 8) return undefined;
  const length = bytes.readInt32BE(0);
  return bytes.length < length ? undefined : { length, code: bytes.readInt32BE(4) };
}

export interface Frame {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The next complete message; undefined when more bytes must arrive. */
export function parseFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 5) return undefined;
  const length = 1 + bytes.readInt32BE(1);
  if (bytes.length < length) return undefined;
  return { type: String.fromCharCode(bytes[0] ?? 0), bytes: bytes.subarray(0, length) };
}

/** The SQL of a Query or Parse message; empty for other messages. */
export function statementText({ type, bytes }: Frame): string {
  if (type === 'Q') return textUntilZero(bytes, 5);
  if (type === 'P') return textUntilZero(bytes, bytes.indexOf(0, 5) + 1);
  return '';
}

function textUntilZero(bytes: Buffer, start: number): string {
  return bytes.toString('utf8', start, bytes.indexOf(0, start));
}

/** Whether the response ends outside a transaction: its last ReadyForQuery says `I`. */
export function isIdleAfter(response: Buffer): boolean {
  let status = '';
  let rest = response;
  for (let next = parseFrame(rest); next; next = parseFrame(rest)) {
    if (next.type === 'Z') status = String.fromCharCode(next.bytes[5] ?? 0);
    rest = rest.subarray(next.bytes.length);
  }
  return status === 'I';
}

export function frame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** The first messages of a server: no password required, some parameters, ready. */
export function welcome(): Buffer {
  const settings = [
    ['server_version', '18.0'],
    ['server_encoding', 'UTF8'],
    ['client_encoding', 'UTF8'],
    ['DateStyle', 'ISO, MDY'],
    ['TimeZone', 'GMT'],
    ['integer_datetimes', 'on'],
    ['standard_conforming_strings', 'on'],
  ] as const;
  return Buffer.concat([
    frame('R', Buffer.alloc(4)),
    ...settings.map(([name, value]) => frame('S', Buffer.from(`${name}\0${value}\0`))),
    frame('K', Buffer.alloc(8)),
    frame('Z', Buffer.from('I')),
  ]);
}
