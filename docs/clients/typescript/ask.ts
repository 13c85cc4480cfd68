/** Sends an operation to a Vakgraaf gateway. */

/** A partner whose part of the data is missing. */
export interface MissingPartner {
  /** Null where no partner of the kind could be asked. */
  readonly partner: string | null;
  readonly kind: string | null;
  /** Null where the partner does not offer what was selected. */
  readonly fault: string | null;
}

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

export interface Answer<Data> {
  readonly data: Data;
  /** Errors of some fields, which are null in `data`. */
  readonly errors: readonly GraphqlError[];
  /** Lists may lack the records of these partners. */
  readonly missing: readonly MissingPartner[];
}

export interface Client {
  readonly gateway: string;
  readonly token: string;
  /** One of the purposes of the token. */
  readonly purpose: string;
}

/** A document with the types of its variables and its data. */
export interface Operation<Data, Variables> {
  readonly query: string;
  /** Never there: it carries the types. */
  readonly types?: (variables: Variables) => Data;
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: { readonly partial?: readonly MissingPartner[] };
}

const DEADLINE_MS = 40_000;

/** Throws where there is no data at all, with the codes of the errors. */
export async function ask<Data, Variables>(
  { gateway, token, purpose }: Client,
  { query }: Operation<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${token}`,
      'x-llo-purpose': purpose,
      // Partners that are down are in `extensions.partial` alone, and `errors` has what is wrong with the request.
      'x-llo-partial': 'extensions',
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  // A proxy in front may send something else than JSON.
  if (!(response.headers.get('content-type') ?? '').includes('json'))
    throw new Error(`Cannot use the answer of the gateway: status ${response.status}`);
  const { data, errors = [], extensions } = (await response.json()) as Body<Data>;
  if (data === null || data === undefined) {
    const reasons = errors.map((error) => `${error.extensions.code}: ${error.message}`);
    const wait = response.headers.get('retry-after');
    throw new Error([...reasons, ...(wait === null ? [] : [`wait ${wait} s`])].join('; '));
  }
  return { data, errors, missing: extensions?.partial ?? [] };
}
