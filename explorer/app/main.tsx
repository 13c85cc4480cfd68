/* oxlint-disable import/no-unassigned-import -- workers and styles are imported for their effect */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import './saved-queries.css';
import './schema-panel.css';
import './response.css';
import './response-table.css';
import './graphiql-colours.css';
import './narrow-page.css';
import { createRoot } from 'react-dom/client';
import { createAskPlan } from '../requests/ask-plan.ts';
import { createSendOperation } from '../requests/send-operation.ts';
import { AskPlanContext } from '../response/plan.ts';
import { createDemoSession } from '../session/demo-session.ts';
import { SessionContext } from '../session/session-context.ts';
import { createSession } from '../session/session.ts';
import { awaitResponse } from '../sign-in/response-channel.ts';
import { openSignInWindow } from '../sign-in/sign-in-window.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { showScheme } from './colour-scheme.tsx';
import { createPageStorage } from './page-storage.ts';
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
    <AskPlanContext value={createAskPlan(session)}>
      <Explorer
        sendOperation={createSendOperation(session)}
        storage={createPageStorage(localStorage)}
      />
    </AskPlanContext>
  </SessionContext>,
);
await session.load();
