/** Content codings of HTTP (RFC 9110, 8.4): negotiated for what we send, with a byte limit for what we receive. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip';

const HEADER_LENGTH_MAX = 500;

/** The coding that a client prefers, and Brotli where it has no preference; null when it wants none. */
export function chooseCoding(acceptEncoding: string | readonly string[] = ''): Coding | null {
  const header = String(acceptEncoding).toLowerCase();
  if (header === '' || header.length > HEADER_LENGTH_MAX) return null;
  const weights = new Map(header.split(',').map(weightOf));
  const other = weights.get('*') ?? 0;
  const [br, gz] = [weights.get('br') ?? other, weights.get('gzip') ?? other];
  const best = Math.max(br, gz);
  if (best === 0 || best < (weights.get('identity') ?? 0)) return null;
  return br === best ? 'br' : 'gzip';
}

/** One element, such as `gzip;q=0.5`, as name and weight; a weight that cannot be read is 0. */
function weightOf(element: string): readonly [name: string, weight: number] {
  const [name = '', ...parameters] = element.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  return [name, weight === undefined ? 1 : Number(weight.split('=')[1]) || 0];
}

/** Higher ones cost several times as much for a few per cent of the size. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 4;

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const decompressors = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

/** Compresses in a thread of Node.js's pool. */
export async function compress(body: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === 'gzip') return await compressors.gzip(body, { level: GZIP_LEVEL });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return await compressors.br(body, { params });
}

/** What we accept from subgraphs and partners. */
export const ACCEPT_ENCODING = 'gzip, br';

/**
 * Decompresses in a thread of Node.js's pool, and stops as soon as the result exceeds `bytesMax`: a megabyte can
 * become a gigabyte. Throws for that, for bytes that are not in this coding or not whole, and for any other coding.
 */
export async function decompress(
  body: Buffer,
  contentEncoding: string,
  bytesMax: number,
): Promise<Buffer> {
  const coding = contentEncoding.trim().toLowerCase();
  if (coding === '' || coding === 'identity') return body;
  const maxOutputLength = Math.max(bytesMax, 1);
  if (coding === 'gzip' || coding === 'x-gzip')
    return await decompressors.gzip(body, { maxOutputLength });
  if (coding === 'br') return await decompressors.br(body, { maxOutputLength });
  throw new Error('This content coding was not accepted');
}
