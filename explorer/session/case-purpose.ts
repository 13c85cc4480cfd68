import type { SessionView } from './session.ts';

const evaluation = 'urn:llo:purpose:programme-evaluation';

/** Whether requests are about cases of people: their variables may then hold ids of persons. */
export function isAboutCases({ purpose }: Pick<SessionView, 'purpose'>): boolean {
  return purpose !== undefined && purpose !== evaluation;
}
