/** The network address that a request comes from, for its rate limit. */
import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/** How the proxies in front of the gateway say for whom they send a request. */
export interface ProxySettings {
  /** In small letters, such as `x-forwarded-for`, `forwarded` or `x-real-ip`. */
  readonly header: string;
  /** Each of these proxies adds one element at the end; what stands before those is the client's own text. */
  readonly count: number;
}

/** The network that a request comes from, as its rate limit counts it. */
export type NetworkOf = (request: Received) => string;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * The client's network: an IPv4 address, or the /64 of an IPv6 address, since one subscriber has all of that. With
 * `proxy` it comes from that header alone. The address of the connection stands in where the header has none.
 */
export function clientNetwork({ headers, socket }: Received, proxy?: ProxySettings): string {
  const forwarded = proxy && networkOf(forwardedBy(headers[proxy.header], proxy));
  return forwarded ?? networkOf(socket.remoteAddress ?? '') ?? 'unknown';
}

/** The element that the outermost of the trusted proxies added. Read from the end, which no client can write. */
function forwardedBy(value: string | string[] | undefined, { header, count }: ProxySettings) {
  let rest = Array.isArray(value) ? value.join(',') : (value ?? '');
  for (let skipped = 1; skipped < count; skipped += 1) {
    const comma = rest.lastIndexOf(',');
    if (comma === -1) return '';
    rest = rest.slice(0, comma);
  }
  const element = rest.slice(rest.lastIndexOf(',') + 1).slice(0, ELEMENT_LENGTH_MAX);
  return header === 'forwarded' ? forOf(element) : element.trim();
}

const ELEMENT_LENGTH_MAX = 200;

/** The `for` of one element of `Forwarded` (RFC 7239), such as `for="[2001:db8::1]:4711";proto=https`. */
function forOf(element: string): string {
  const pairs = element.split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => /^for=/i.test(pair))?.slice('for='.length) ?? '';
  return value.replace(/^"(.*)"$/, '$1');
}

/** Undefined for a text that is no IP address, with or without a port. */
function networkOf(text: string): string | undefined {
  const address = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text.replace(/%.*$/s, '');
  if (isIPv6(address)) return networkOfIPv6(address);
  const [ipv4 = '', port] = address.split(':', 2);
  return isIPv4(ipv4) && /^\d{0,5}$/.test(port ?? '') ? ipv4 : undefined;
}

function networkOfIPv6(address: string): string | undefined {
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight numbers of a valid address; the parser of URLs writes each address in one way. */
function groupsOf(address: string): readonly number[] {
  const canonical = new URL(`http://[${address.replace(/%.*$/s, '')}]`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const numbers = (part: string) =>
    part === '' ? [] : part.split(':').map((hex) => parseInt(hex, 16));
  const [head, tail] = [numbers(before), numbers(after ?? '')];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return after === undefined ? head : [...head, ...zeros, ...tail];
}
