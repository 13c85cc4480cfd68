/** Parses the body of a subgraph's response, which may be hostile. */
import { isAscii } from 'node:buffer';
import { passedBound, type ValueBounds } from '../../core/limits/value-bounds.ts';
import { parseExact } from '../../core/structures/exact-numbers.ts';
import { isObject } from '../../core/structures/is-object.ts';

export interface SubgraphError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface SubgraphResponse {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SubgraphError[];
  /** No string in it needs escaping: the body was ASCII without a backslash. */
  readonly isPlain: boolean;
  /** As it came; undefined where there is none. */
  readonly extensions?: unknown;
}

const BACKSLASH = 0x5c;
/** Further errors of one response are dropped; a client receives far fewer. */
const ERRORS_MAX = 1000;
const NO_ERRORS: readonly SubgraphError[] = [];

/** Undefined when the bytes are not a GraphQL response. */
export function parseSubgraphResponse(bytes: Buffer): SubgraphResponse | undefined {
  return readSubgraphResponse(parseJson(bytes), bytes);
}

/** The same for a body that is parsed already. */
export function readSubgraphResponse(body: unknown, bytes: Buffer): SubgraphResponse | undefined {
  const isPlain = isAscii(bytes) && !bytes.includes(BACKSLASH);
  if (!isObject(body)) return undefined;
  const data = own(body, 'data');
  const errors = own(body, 'errors');
  const extensions = own(body, 'extensions');
  if (data !== undefined && data !== null && !isObject(data)) return undefined;
  if (errors === undefined || errors === null) {
    return data === undefined ? undefined : { data, errors: NO_ERRORS, isPlain, extensions };
  }
  if (!Array.isArray(errors)) return undefined;
  const read = errors.slice(0, ERRORS_MAX).map(parseError);
  return { data: data ?? null, errors: read, isPlain, extensions };
}

/** Most responses are ASCII, and decoding ASCII as Latin-1 is several times cheaper than as UTF-8. */
function parseJson(bytes: Buffer): unknown {
  try {
    return parseExact(isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Limits on one error, because it is reported at every position of its object. What exceeds a limit is left out.
 */
const MESSAGE_LENGTH_MAX = 1000;
const PATH_LENGTH_MAX = 100;
const NAME_LENGTH_MAX = 256;
const EXTENSIONS_BOUNDS: ValueBounds = {
  argumentTextBytes: 4_096,
  argumentListItems: 100,
  argumentObjectFields: 100,
  argumentNesting: 10,
  argumentNumber: Infinity,
  argumentValues: 200,
  argumentsBytes: 8_192,
};

function parseError(error: unknown): SubgraphError {
  const message = isObject(error) ? own(error, 'message') : undefined;
  const path = isObject(error) ? own(error, 'path') : undefined;
  const extensions = isObject(error) ? own(error, 'extensions') : undefined;
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message.slice(0, MESSAGE_LENGTH_MAX)
        : 'Subgraph error',
    path:
      Array.isArray(path) && path.length <= PATH_LENGTH_MAX ? path.filter(isPathPart) : undefined,
    extensions: isObject(extensions) ? limitedExtensions(extensions) : undefined,
  };
}

function limitedExtensions(extensions: Readonly<Record<string, unknown>>) {
  if (!passedBound(extensions, EXTENSIONS_BOUNDS)) return extensions;
  const code = own(extensions, 'code');
  return passedBound(code, EXTENSIONS_BOUNDS) ? undefined : { code };
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'number' || (typeof part === 'string' && part.length <= NAME_LENGTH_MAX);
}

/** Own properties only, because objects inherit names such as `constructor`. */
function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
