/** Query and variables of an editor tab; the variables are JSON text. */
export interface OpeningTab {
  readonly query: string;
  readonly variables: string;
}

/**
 * The operation in the fragment of the page's address, where the dashboard puts it. It is only shown
 * in a tab: the user decides whether to run it and in which role. `null` when there is none.
 */
export function operationInAddress(hash: string): OpeningTab | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parameters.get('query')?.trim() ?? '';
  return query === '' ? null : { query, variables: parameters.get('variables') ?? '' };
}
