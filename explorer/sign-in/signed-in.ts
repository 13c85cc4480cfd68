/** The page to which the issuer sends the window back: hands the answer over, and closes. */
// oxlint-disable-next-line import/no-unassigned-import -- a style is imported for its effect
import './signed-in.css';
import { handOver } from './answer-channel.ts';

const HAND_OVER_MS = 3_000;

const answer = Object.fromEntries(new URLSearchParams(location.search));
// The code is of no use to anyone else, and does not stay in the address either.
history.replaceState(null, '', location.pathname);

if (await handOver(answer, HAND_OVER_MS)) window.close();
// Still here: nobody took it, or the browser lets no page close this window.
const isShown = (id: string, shown: boolean): void => {
  document.getElementById(id)?.toggleAttribute('hidden', !shown);
};
isShown('busy', false);
isShown('left', true);
