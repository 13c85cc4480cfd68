/** The Dutch term and the English text in a description of the schema, which begins with "NL: term. ". */
export interface SchemaTerm {
  /** Empty when the description has no Dutch term. */
  readonly term: string;
  readonly text: string;
}

const dutchFirst = /^NL: ([^.]{1,100})\.\s*(.*)$/su;

export function schemaTerm(description: string | null | undefined): SchemaTerm {
  const text = (description ?? '').replaceAll(/\s+/gu, ' ').trim();
  const [, term, rest] = dutchFirst.exec(text) ?? [];
  return term === undefined ? { term: '', text } : { term, text: rest ?? '' };
}
