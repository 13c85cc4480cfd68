import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DemoSession, SessionView } from './demo-session.ts';

export const SessionContext = createContext<DemoSession | null>(null);

export function useSession(): { readonly session: DemoSession; readonly view: SessionView } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Cannot read the session: the page has no SessionContext');
  return { session, view: useSyncExternalStore(session.subscribe, session.view) };
}
