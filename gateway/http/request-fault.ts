import type { IncomingMessage } from 'node:http';
import type { Reply } from './http-response.ts';
import { problem } from './problem.ts';

/** Node.js drops further headers without an error: those that a proxy appends, for example. */
export const HEADERS_MAX = 100;
const URL_LENGTH_MAX = 16_384;

/** What is wrong with a request at any address, and what Node.js lets through. */
export function requestFault({ url = '', rawHeaders }: IncomingMessage): Reply | null {
  if (url.length > URL_LENGTH_MAX) return problem(414, 'Address is too long');
  if (rawHeaders.length > 2 * HEADERS_MAX) return problem(431, 'Too many headers');
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
  // RFC 9112, 3.2: with two hosts, a proxy and this server may each believe another one.
  return hosts.length > 1 ? problem(400, 'Header "host" is given twice') : null;
}
