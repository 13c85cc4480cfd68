import { z } from 'zod';
import { createHttpPartner, parsePartnerJson, type HttpPartnerOptions } from './http-partner.ts';
import { createTokenSource, type ClientCredentials } from './oauth-token.ts';
import type { PartnerCall } from './partner-request.ts';
import { conditionalHeaders, type ConditionalHeaders } from './conditional-request.ts';
import { mapInTurns } from '../turns/in-turns.ts';
import { given } from './checked-value.ts';
import { PartnerFault } from './partner-fault.ts';
import { shapeFault } from './shape-fault.ts';

/** A client for a partner that speaks JSON. Keys of people go in a body, never in an address. */
export interface JsonPartner {
  /** `POST` with a body, `GET` without; throws `garbled` when the response does not fit the shape. */
  ask<Shape extends z.ZodType>(
    path: string,
    body: unknown,
    shape: Shape,
    call: PartnerCall,
  ): Promise<z.output<Shape>>;
  /**
   * The same as `ask` without a body, for what is public: with the headers that ask for it only where it changed, of
   * which `headers` are those of the time before. `value` is undefined where it did not change.
   */
  askIfChanged<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    headers: ConditionalHeaders | null,
    call: PartnerCall,
  ): Promise<Changed<z.output<Shape>>>;
  /**
   * One record by its own address; null for 404 in JSON. Any other 404 comes from something that is
   * not the partner's service, such as a proxy.
   */
  find<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    call: PartnerCall,
  ): Promise<z.output<Shape> | null>;
  /**
   * The items of the list with this name in a response; each fits the shape. Throws `garbled` for more items
   * than `itemsMax`.
   */
  askList<Shape extends z.ZodType>(
    path: string,
    body: unknown,
    list: { readonly name: string; readonly shape: Shape; readonly itemsMax: number },
    call: PartnerCall,
  ): Promise<readonly z.output<Shape>[]>;
  stop(): Promise<void>;
}

export interface Changed<Value> {
  readonly value: Value | undefined;
  /** For the next time; null where the partner gave nothing to ask with. */
  readonly headers: ConditionalHeaders | null;
}

const JSON_TYPES = ['application/json', 'application/problem+json'];

/** Sends a bearer token where there are client credentials (OAuth 2.0, RFC 6749 section 4.4). */
export function createJsonPartner(
  partner: HttpPartnerOptions,
  credentials: ClientCredentials | null,
): JsonPartner {
  const http = createHttpPartner(partner);
  const tokenServer =
    credentials?.tokenUrl === undefined
      ? http
      : createHttpPartner({ ...partner, url: credentials.tokenUrl });
  const tokens = credentials && createTokenSource(tokenServer, credentials);

  const askOnce = (
    path: string,
    body: unknown,
    token: string | null,
    call: PartnerCall,
    headers: ConditionalHeaders,
  ) =>
    http.ask(
      {
        method: body === null ? 'GET' : 'POST',
        path,
        accept: ['application/json'],
        headers: {
          ...headers,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      },
      call,
    );

  /** A restarted partner may have lost our token, so a 401 is retried once with a new one. */
  const askWithToken = async (
    path: string,
    body: unknown,
    call: PartnerCall,
    headers: ConditionalHeaders = {},
  ) => {
    if (tokens === null) return askOnce(path, body, null, call, headers);
    const token = await tokens.token(call);
    try {
      return await askOnce(path, body, token, call, headers);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      tokens.forget(token);
    }
    return askOnce(path, body, await tokens.token(call), call, headers);
  };

  const ask: JsonPartner['ask'] = async (path, body, shape, call) => {
    const response = await askWithToken(path, body, call);
    if (response.outcome !== 'body') throw new PartnerFault('garbled', { reason: 'status' });
    return checkShape(shape, await parsePartnerJson(response.body, call.signal));
  };

  const askIfChanged: JsonPartner['askIfChanged'] = async (path, shape, headers, call) => {
    const response = await askWithToken(path, null, call, headers ?? {});
    if (response.outcome === 'unchanged') {
      if (headers === null) throw new PartnerFault('garbled', { reason: 'status' });
      return { value: undefined, headers };
    }
    const value = checkShape(shape, await parsePartnerJson(response.body, call.signal));
    return { value, headers: conditionalHeaders(response.validators) };
  };

  return {
    ask,
    askIfChanged,
    askList: async (path, body, { name, shape, itemsMax }, call) => {
      const { [name]: items = [] } = await ask(path, body, wrapperOf(name), call);
      if (items.length > itemsMax) throw new PartnerFault('garbled', { reason: 'size' });
      return checkItems(shape, items, name, call);
    },
    find: async (path, shape, call) => {
      try {
        return await ask(path, null, shape, call);
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    stop: async () => {
      await Promise.all([http.stop(), tokenServer === http ? null : tokenServer.stop()]);
    },
  };
}

type Wrapper = z.ZodType<Readonly<Record<string, readonly unknown[]>>>;

/** By the name of a list in our own code; a shape takes longer to make than to use. */
const wrappers = new Map<string, Wrapper>();

function wrapperOf(name: string): Wrapper {
  const known = wrappers.get(name);
  if (known !== undefined) return known;
  const wrapper = z.object({ [name]: given.unread() });
  wrappers.set(name, wrapper);
  return wrapper;
}

/** Whether the partner's service itself says, in JSON, that it knows no such address. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404 && isSaidInJson(error);
}

/** The items of a list inside a response; each fits the shape. */
export function checkItems<Shape extends z.ZodType>(
  shape: Shape,
  items: readonly unknown[],
  list: string,
  { signal }: PartnerCall,
): Promise<readonly z.output<Shape>[]> {
  return mapInTurns(items, (item) => checkShape(shape, item, list), signal);
}

/** Throws `garbled` for a value that does not fit; `list` is the field that holds it. */
export function checkShape<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  list?: string,
): z.output<Shape> {
  const parsed = shape.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw shapeFault(parsed.error, list);
}

function statusOf(error: unknown): number | undefined {
  return error instanceof PartnerFault ? error.detail.status : undefined;
}

function isSaidInJson(error: unknown): boolean {
  return error instanceof PartnerFault && JSON_TYPES.includes(error.detail.mediaType ?? '');
}
