/** Sends the page's queries to the gateway that served it, as the public: no token, no cookie. */
import type { SavedQuery } from '../../ui/saved-query.ts';
import { visibleText } from './visible-text.ts';

/** A saved query with the types of its response and variables; it has no values of these types. */
export interface TypedQuery<Data, Variables> extends SavedQuery {
  readonly data?: Data;
  readonly variables?: Variables;
}

/**
 * A partner that gave no usable response; a whole subgraph when `partner` is null. `kind` and `fault`
 * have the values of the gateway's `extensions.partial`.
 */
export interface PartnerFailure {
  readonly partner: string | null;
  readonly kind: string;
  readonly fault: string;
}

export interface QueryResult<Data> {
  readonly data: Data | null;
  readonly failures: readonly PartnerFailure[];
  /** There is an error that is not the failure of a partner. */
  readonly hasFailed: boolean;
  /** What the gateway says about a variable that it cannot use, such as an unknown region. */
  readonly refusal?: string;
}

const FAILED = { data: null, failures: [], hasFailed: true } as const;
const TIMEOUT_MS = 30_000;

/** Never rejects: a network error and an unreadable response give a result with `hasFailed`. */
export async function sendQuery<Data, Variables>(
  query: TypedQuery<Data, Variables>,
  variables: Variables,
): Promise<QueryResult<Data>> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: query.document, variables }),
    });
    return parseResponse<Data>(JSON.parse(await response.text(), withVisibleTexts));
  } catch {
    return FAILED;
  }
}

const withVisibleTexts = (_: string, value: unknown) =>
  typeof value === 'string' ? visibleText(value) : value;

export function parseResponse<Data>(body: unknown): QueryResult<Data> {
  if (typeof body !== 'object' || body === null) return FAILED;
  const { data, errors, extensions } = body as {
    readonly data?: Data | null;
    readonly errors?: readonly {
      readonly message?: string;
      readonly extensions?: { readonly code?: unknown };
    }[];
    readonly extensions?: {
      readonly partial?: readonly (Omit<PartnerFailure, 'fault'> & {
        readonly fault: string | null;
      })[];
    };
  };
  const others = (errors ?? []).filter((error) => error.extensions?.code !== 'PARTNER_NO_ANSWER');
  const refusal = others.find(({ extensions: its }) => its?.code === 'ARGUMENT_INVALID')?.message;
  return {
    data: data ?? null,
    failures: (extensions?.partial ?? []).filter(isFailure),
    hasFailed: others.length > 0 || (data === undefined && errors === undefined),
    ...(refusal !== undefined && { refusal }),
  };
}

/** `fault` is null when the partner does not offer the data, which is not a failure. */
function isFailure(entry: { readonly fault: string | null }): entry is PartnerFailure {
  return entry.fault !== null;
}

/** The failures in several results, each partner once; any other fault goes before `paused`. */
export function failuresOf(
  results: readonly (QueryResult<unknown> | null)[],
): readonly PartnerFailure[] {
  const all = results
    .flatMap((result) => result?.failures ?? [])
    .toSorted((a, b) => Number(b.fault === 'paused') - Number(a.fault === 'paused'));
  return [...new Map(all.map((one) => [`${one.kind} ${one.partner}`, one])).values()];
}

/** One result for a section that shows both: the data of the first, and the failures of either. */
export function withFailures<Data>(
  result: QueryResult<Data> | null,
  other: QueryResult<unknown> | null,
): QueryResult<Data> | null {
  return result && { ...result, failures: failuresOf([result, other]) };
}
