import { GatewayError } from '../errors/gateway-error.ts';
import type { ResponseFormat } from '../responses/response-format.ts';

const PLAIN_JSON = 'application/json';
const GRAPHQL_JSON = 'application/graphql-response+json';
const OFFERED = [PLAIN_JSON, GRAPHQL_JSON] as const;

/** Which of our two media types a client accepts best; decided before anything is done for it. */
export function chooseMediaType(
  accept: string | undefined,
): Pick<ResponseFormat, 'mediaType' | 'isPlainJson'> {
  if (accept === undefined || accept.trim() === '') {
    return { mediaType: PLAIN_JSON, isPlainJson: false };
  }
  const ranges = parseAccept(accept);
  const best = OFFERED.map((type) => ({ type, ...preference(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.order - b.order)[0];
  if (!best) {
    throw new GatewayError(
      'BAD_REQUEST',
      `Header "accept" allows neither of ${OFFERED.join(', ')}`,
      406,
    );
  }
  const names = new Set(ranges.map(({ range }) => range));
  return {
    mediaType: best.type,
    isPlainJson: best.type === PLAIN_JSON && names.has(PLAIN_JSON) && !names.has(GRAPHQL_JSON),
  };
}

interface Range {
  readonly range: string;
  readonly quality: number;
}

const RANGES_MAX = 50;

function parseAccept(accept: string): readonly Range[] {
  return accept
    .split(',', RANGES_MAX)
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      const quality = weight === undefined ? 1 : Number(weight.slice(2));
      return { range, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ range }) => range !== '');
}

/** The most specific range counts; among equals the one the client named first. */
function preference(type: string, ranges: readonly Range[]) {
  for (const name of [type, 'application/*', '*/*']) {
    const order = ranges.findIndex(({ range }) => range === name);
    const found = ranges[order];
    if (found) return { quality: found.quality, order };
  }
  return { quality: 0, order: ranges.length };
}

/** Only JSON in UTF-8, unencoded: anything else is 415 before a byte of it is read. */
export function requireJson(headers: {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
}): void {
  const [type, ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type === PLAIN_JSON && isUtf8 && encoding === 'identity') return;
  throw new GatewayError(
    'BAD_REQUEST',
    'Body must be JSON in UTF-8: send "content-type: application/json"' +
      ' / Body moet JSON in UTF-8 zijn: stuur "content-type: application/json"',
    415,
  );
}
