/** The saved questions, bundled with the page, in the order of their file names. */
import { parseQuestion } from './question.ts';
import type { Question } from './question.ts';

const files = import.meta.glob<string>('../questions/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const questions: readonly Question[] = Object.entries(files)
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([name, text]) => parseQuestion(name, text));

/** The date of today where the partners are. */
export function todayInNetherlands(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());
}
