/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import './page.css';
import './saved-queries.css';
import './buttons.css';
import './first-view.css';
import './narrow-page.css';
import { createRoot } from 'react-dom/client';
import { createDemoSession } from '../session/demo-session.ts';
import { SessionContext } from '../session/session-context.ts';
import { createSession } from '../session/session.ts';
import { awaitResponse } from '../sign-in/response-channel.ts';
import { openSignInWindow } from '../sign-in/sign-in-window.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { showScheme } from './show-scheme.ts';
import { Explorer } from './explorer.tsx';

const page = document.getElementById('page');
if (!page) throw new Error('Cannot start the explorer: no element "page"');

showScheme(localStorage.getItem('graphiql:theme'));
const boundFetch = fetch.bind(globalThis);
const signIn = createSignIn({
  fetch: boundFetch,
  now: Date.now,
  redirectUri: `${location.origin}/signed-in`,
  openWindow: openSignInWindow,
  awaitResponse,
});
const session = createSession(createDemoSession(boundFetch, Date.now), signIn);
createRoot(page).render(
  <SessionContext value={session}>
    <Explorer />
  </SessionContext>,
);
await session.load();
