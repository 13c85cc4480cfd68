/** Sends an operation of the manifest to the gateway, by its id. */

export interface MissingPartner {
  /** Null where no partner of the kind could be asked. */
  readonly partner: string | null;
  readonly kind: string;
  /** Null where the partner does not offer what was selected. */
  readonly fault: string | null;
}

export interface Answer<Data> {
  /** Nearly every field may be null: the partner that has it may be down. */
  readonly data: Data;
  /** Lists lack the records of these partners: name them beside each total. */
  readonly missing: readonly MissingPartner[];
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly partial?: readonly MissingPartner[] };
}

const DEADLINE_MS = 30_000;

/** Throws where there is no data at all, with the codes of the errors. */
export async function ask<Data>(
  gateway: string,
  documentId: string,
  variables: object,
): Promise<Answer<Data>> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      // Partners that are down are no errors then: they are in `extensions.partial` alone.
      'x-llo-partial': 'extensions',
    },
    body: JSON.stringify({ documentId, variables }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const { data, errors = [], extensions } = (await response.json()) as Body<Data>;
  if (data === null || data === undefined) {
    const codes = errors.map((error) => error.extensions.code);
    // RATE_LIMITED: the gateway says how long to wait. Wait that long, or show the last answer until then.
    const wait = response.headers.get('retry-after');
    throw new Error([...codes, ...(wait === null ? [] : [`wait ${wait} s`])].join(', '));
  }
  return { data, missing: extensions?.partial ?? [] };
}
