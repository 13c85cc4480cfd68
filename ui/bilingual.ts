/** A text in the two languages of the pages. */
export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}
