/**
 * Which headers pass between a caller, the gateway and a subgraph. Both ways there is a list of names,
 * and nothing passes that is not on it; some names can be on no list.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Headers of subgraphs' answers by lower-case name; one value for each answer that carried it, as they came. */
export type ResponseHeaders = ReadonlyMap<string, readonly string[]>;

/** A header of one answer that is on the list. */
export type ResponseHeader = readonly [name: string, value: string];

/**
 * Headers that belong to one connection (RFC 9110, 7.6.1), that each side writes itself, or that would give
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

/** A list as the rules want it: lower-case, each name once. Throws on a name that no list may hold. */
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

/** Those headers of a request that are on the list. */
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

/** A sender may bind further headers to its connection by naming them there (RFC 9110, 7.6.1). */
function nominatedBy(connection: string | undefined): ReadonlySet<string> {
  const names = connection?.toLowerCase().split(',') ?? [];
  return new Set(names.map((name) => name.trim()));
}

/** Adds the headers of one answer to those of the answers before it. */
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

/** What several subgraphs sent under one name, as one value: each different one once (RFC 9110, 5.3). */
export function joinedValues(headers: ResponseHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, [...new Set(values)].join(', ')]),
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Picks what is on the list out of raw headers: names and values in turn, as undici hands them over. */
export function pickResponseHeaders(
  names: ReadonlySet<string>,
  raw: readonly Buffer[],
): readonly ResponseHeader[] {
  const picked: ResponseHeader[] = [];
  let nominated = NONE;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toString('latin1').toLowerCase() ?? '';
    const value = raw[index + 1]?.toString('latin1') ?? '';
    if (name === 'connection') nominated = nominatedBy(value);
    if (names.has(name)) picked.push([name, value]);
  }
  return nominated.size === 0 ? picked : picked.filter(([name]) => !nominated.has(name));
}
