/** Script of the redirect page: delivers the authorization response to the explorer and closes. */
// oxlint-disable-next-line import/no-unassigned-import -- a style is imported for its effect
import './signed-in.css';
import { deliverResponse } from './response-channel.ts';

const DELIVERY_MS = 3_000;

const response = Object.fromEntries(new URLSearchParams(location.search));
// The authorization code must not stay in the address bar or the history.
history.replaceState(null, '', location.pathname);

if (await deliverResponse(response, DELIVERY_MS)) window.close();
// Reached when no page is waiting, or when the browser does not let a page close this window.
const show = (id: string, isShown: boolean): void => {
  document.getElementById(id)?.toggleAttribute('hidden', !isShown);
};
show('busy', false);
show('done', true);
