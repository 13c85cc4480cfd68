/** An operation about people at UWV only, so that the work of partners does not hide the cost of security. */
export const PURPOSE = 'urn:llo:purpose:development';

export const SECURITY_QUERY = `query SecurityCost($first: Int!) {
  jobseekers(first: $first) {
    nodes { id benefitEpisodes { id type startedOn endedOn } }
  }
}`;

interface SecurityResponse {
  readonly errors?: readonly { readonly extensions?: object }[];
  readonly data?: {
    readonly jobseekers?: {
      readonly nodes: readonly {
        readonly id: string;
        readonly benefitEpisodes: readonly { readonly id: string }[] | null;
      }[];
    } | null;
  } | null;
}

export function securityBody(people: number): string {
  return JSON.stringify({ query: SECURITY_QUERY, variables: { first: people } });
}

/**
 * How many people there are with which fields, and the first id. Ids differ between variants, and so do the people on the
 * page, which are in the order of ids.
 */
export function readSecurityResponse(text: string) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the response to the operation above
  const { data, errors } = JSON.parse(text) as SecurityResponse;
  const nodes = data?.jobseekers?.nodes;
  if (nodes === undefined || errors !== undefined) {
    const reason = JSON.stringify(errors?.map(({ extensions }) => extensions));
    throw new Error(`Cannot measure: the operation failed, ${reason}`);
  }
  const substance = nodes.map((one) => [Object.keys(one), Array.isArray(one.benefitEpisodes)]);
  return { firstId: nodes[0]?.id ?? '', substance: JSON.stringify(substance) };
}
