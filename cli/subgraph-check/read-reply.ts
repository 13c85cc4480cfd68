/** What a response of a subgraph says, told without a word of the server. */
import { ERROR_CODES } from '../../core/errors/error-codes.ts';
import { isObject } from '../../core/structures/is-object.ts';
import { NO_RESPONSE, type Reply, type ReplyError } from './subgraph-client.ts';

/** The code of an error; a code that is not of the closed list is not repeated. */
export function codeOf({ extensions }: ReplyError): string {
  const { code } = extensions;
  if (code === undefined) return 'without a code';
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
    ? code
    : 'with an unknown code';
}

export const codesOf = (reply: Reply): readonly string[] => [...new Set(reply.errors.map(codeOf))];

/** What came, without a word of the server. */
export function describeReply(reply: Reply): string {
  const { status, fault, errors, data } = reply;
  const codes = codesOf(reply);
  const parts = [
    ...(fault === null ? [hasValues(data) ? 'data' : 'no data'] : [fault]),
    ...(errors.length > 0
      ? [`${errors.length === 1 ? 'an error' : 'errors'} ${codes.join(', ')}`]
      : []),
    ...(fault === null && errors.length === 0 ? ['no error'] : []),
  ];
  return `${status === 0 ? '' : `HTTP ${status} with `}${parts.join(' and ')}`;
}

/** Whether data hold anything but nulls and names of types. */
export function hasValues(data: unknown): boolean {
  const left: unknown[] = [data];
  while (left.length > 0) {
    const one = left.pop();
    if (Array.isArray(one)) left.push(...(one as unknown[]));
    else if (isObject(one)) {
      for (const [name, value] of Object.entries(one)) if (name !== '__typename') left.push(value);
    } else if (one !== null && one !== undefined) return true;
  }
  return false;
}

/** Data for `{ __typename }`. */
export const hasTypename = ({ status, fault, data }: Reply): boolean =>
  status === 200 && fault === null && isObject(data) && data['__typename'] === 'Query';

/** No data, and a reason; a server may also close the connection. */
export const isRefused = ({ data, errors, status, fault }: Reply): boolean =>
  !hasValues(data) &&
  !(isObject(data) && '__typename' in data) &&
  (errors.length > 0 || status >= 400 || fault === NO_RESPONSE);

/** The elements of `_entities`; null where there is no list. */
export function listOf({ data }: Reply): readonly unknown[] | null {
  const list = isObject(data) ? data['_entities'] : undefined;
  return Array.isArray(list) ? (list as readonly unknown[]) : null;
}

/** The value of a list; null where it is none. */
export function connectionOf(
  { data }: Reply,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const connection = isObject(data) ? data[name] : undefined;
  return isObject(connection) ? connection : null;
}

/** The rows of a page; null where there is no page. */
export function rowsOf(reply: Reply, name: string): readonly unknown[] | null {
  const nodes = connectionOf(reply, name)?.['nodes'];
  return Array.isArray(nodes) ? (nodes as readonly unknown[]) : null;
}

/** No error but those of unavailable partners. */
export const areOnlyPartners = (reply: Reply): boolean =>
  codesOf(reply).every((code) => code === 'PARTNER_NO_ANSWER');
