/** A question about people that only UWV is asked, so that trust is not lost in partners' work. */
export const PURPOSE = 'urn:llo:purpose:case-guidance';

export const TRUST_QUESTION = `query TrustCost($first: Int!) {
  jobseekers(first: $first) {
    nodes { id benefitEpisodes { id type startedOn endedOn } }
  }
}`;

interface TrustAnswer {
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

export function trustBody(people: number): string {
  return JSON.stringify({ query: TRUST_QUESTION, variables: { first: people } });
}

/** The answer without its ids, which differ from one way of making them to another; and the first id. */
export function readTrustAnswer(text: string) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer to the question above
  const { data, errors } = JSON.parse(text) as TrustAnswer;
  const nodes = data?.jobseekers?.nodes;
  if (nodes === undefined || errors !== undefined) {
    const why = JSON.stringify(errors?.map(({ extensions }) => extensions));
    throw new Error(`Cannot measure: the question got no answer, ${why}`);
  }
  const withoutIds = (key: string, value: unknown) => (key === 'id' ? undefined : value);
  return { firstId: nodes[0]?.id ?? '', substance: JSON.stringify(nodes, withoutIds) };
}
