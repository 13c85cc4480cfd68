/* oxlint-disable import/no-unassigned-import -- workers and styles are imported for their effect */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import './saved-questions.css';
import './answer.css';
import './answer-table.css';
import './graphiql-colours.css';
import './narrow-page.css';
import { createRoot } from 'react-dom/client';
import { createAsk } from '../asking/ask.ts';
import { createDemoSession } from '../session/demo-session.ts';
import { SessionContext } from '../session/session-context.ts';
import { createSession } from '../session/session.ts';
import { awaitAnswer } from '../sign-in/answer-channel.ts';
import { openSignInWindow } from '../sign-in/sign-in-window.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { createPageStorage } from './page-storage.ts';
import { Explorer } from './explorer.tsx';

const page = document.getElementById('page');
if (!page) throw new Error('Cannot start the explorer: no element "page"');

const ask = fetch.bind(globalThis);
const signIn = createSignIn({
  fetch: ask,
  now: Date.now,
  redirectUri: `${location.origin}/signed-in`,
  openWindow: openSignInWindow,
  awaitAnswer,
});
const session = createSession(createDemoSession(ask, Date.now), signIn);
createRoot(page).render(
  <SessionContext value={session}>
    <Explorer ask={createAsk(session)} storage={createPageStorage(localStorage)} />
  </SessionContext>,
);
await session.load();
