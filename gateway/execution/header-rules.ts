/**
 * Which headers the gateway forwards from clients to subgraphs and back. In both directions only the names on an
 * allow list pass, and some names can be on no list.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Headers of subgraph responses by lower-case name, with one value for each response that had it, in order. */
export type ResponseHeaders = ReadonlyMap<string, readonly string[]>;

/** An allowed header of one response. */
export type ResponseHeader = readonly [name: string, value: string];

/**
 * Headers of one connection (RFC 9110, 7.6.1), headers that each side writes itself, and headers that would leak
 * one party's session to another.
 */
const NEVER_PASSED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function mayPass(name: string): boolean {
  return !NEVER_PASSED.has(name.toLowerCase());
}

/** An allow list: lower case, each name once. Throws on a name that no list may have. */
export function parseHeaderNames(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new Error(`Cannot pass the header "${name}": expected a name such as "x-request-id"`);
    }
    if (!mayPass(name)) {
      throw new Error(
        `Cannot pass the header "${name}": it belongs to one connection or one party`,
      );
    }
  }
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** The headers of a request that are on the list. */
export function passedOn(
  names: readonly string[],
  headers: IncomingHttpHeaders,
): Readonly<Record<string, string>> {
  const passed: Record<string, string> = {};
  const nominated = nominatedBy(headers.connection);
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined && !nominated.has(name))
      passed[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return passed;
}

const NONE: ReadonlySet<string> = new Set();

/** The `Connection` header can declare further headers as belonging to the connection (RFC 9110, 7.6.1). */
function nominatedBy(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === 'keep-alive') return NONE;
  const names = connection.toLowerCase().split(',');
  return new Set(names.map((name) => name.trim()));
}

/** Adds the headers of one response to those of earlier responses. */
export function addResponseHeaders(
  all: Map<string, string[]>,
  headers: readonly ResponseHeader[],
): void {
  for (const [name, value] of headers) {
    const values = all.get(name);
    if (values) values.push(value);
    else all.set(name, [value]);
  }
}

/** One value for each name, with each different value of the subgraphs once (RFC 9110, 5.3). */
export function joinedValues(headers: ResponseHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, [...new Set(values)].join(', ')]),
  );
}

/** Picks the allowed headers out of raw headers of undici, which has names and values in turn. */
export function pickResponseHeaders(
  names: ReadonlySet<string>,
  raw: readonly Buffer[],
): readonly ResponseHeader[] {
  const picked: ResponseHeader[] = [];
  let nominated = NONE;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1').toLowerCase() ?? '';
    const isPicked = names.has(name);
    if (!isPicked && name !== 'connection') continue;
    const value = raw[index + 1]?.toString('latin1') ?? '';
    if (isPicked) picked.push([name, value]);
    else nominated = nominatedBy(value);
  }
  return nominated.size === 0 ? picked : picked.filter(([name]) => !nominated.has(name));
}
