/** In place of `gateway/authentication/authenticate.ts`: everybody is the demo's coach, whatever they send. */
import type * as Real from '../../../gateway/authentication/authenticate.ts';
import { parseRole } from '../../../mocks/roles.ts';
import { PURPOSE } from '../trust-question.ts';

const { consumerOin: consumer, scopes, purposes: listed } = parseRole('coach');

export const createAuthenticate: typeof Real.createAuthenticate = (_, purposes) => async () => ({
  isPublic: false,
  consumer,
  scopes,
  purposes: listed,
  purpose: purposes().get(PURPOSE),
  subject: undefined,
  user: undefined,
});

/** For the log of refusals: who is refused here is nobody in particular. */
export const createRecognize: typeof Real.createRecognize = () => () => Promise.resolve(null);

export const rejectEveryToken: typeof Real.rejectEveryToken = () =>
  Promise.reject(new Error('Cannot refuse: nobody is asked for a token here'));
