/** A tab of the editor: a question and its variables, as JSON text. */
export interface OpeningTab {
  readonly query: string;
  readonly variables: string;
}

/**
 * The question that the address brings along behind its `#`, where another page of ours links to it.
 * It is only shown: whoever follows the link decides whether to ask it, and as whom.
 */
export function questionInAddress(hash: string): OpeningTab | null {
  const brought = new URLSearchParams(hash.replace(/^#/, ''));
  const query = brought.get('query')?.trim() ?? '';
  return query === '' ? null : { query, variables: brought.get('variables') ?? '' };
}
