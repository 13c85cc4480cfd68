/** What the workbench is opened with. */
import type { Language } from '../../ui/language.ts';
import { tabText, tabVariables, type SavedQuery } from '../../ui/saved-query.ts';
import { todayInNetherlands } from '../../ui/today.ts';
import { publicRole } from '../session/demo-session.ts';
import { signedInRole, type SessionView } from '../session/session.ts';

export interface Opening {
  readonly query: string;
  /** JSON. */
  readonly variables: string;
  /** It runs at once: it has all its variables, and the public, the signed-in user or a role of the demo may send it. */
  readonly isRun: boolean;
  /** Where the focus goes, because the button that was clicked is gone; nowhere for a query of an address. */
  readonly focus: 'query' | 'response' | undefined;
}

export function openingOf(savedQuery: SavedQuery, language: Language, view: SessionView): Opening {
  return {
    query: tabText(savedQuery, language),
    variables: tabVariables(savedQuery, todayInNetherlands()),
    isRun: savedQuery.fill === undefined && maySend(savedQuery, view),
    focus: 'response',
  };
}

/** Another user of a gateway that is no demo first signs in. */
function maySend({ role }: SavedQuery, view: SessionView): boolean {
  return (
    role === publicRole ||
    view.role === signedInRole ||
    view.roles.some((candidate) => candidate.role === role)
  );
}
