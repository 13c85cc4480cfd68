/** Replaces `gateway/authentication/authenticate.ts`: every request is of the demo's developer. */
import type * as Real from '../../../gateway/authentication/authenticate.ts';
import { parseRole } from '../../../mocks/roles.ts';
import { PURPOSE } from '../security-operation.ts';

const { consumerOin: consumer, scopes, purposes: listed } = parseRole('developer');

export const createAuthenticate: typeof Real.createAuthenticate = (_, purposes) => async () => ({
  isPublic: false,
  consumer,
  scopes,
  purposes: listed,
  purpose: purposes().get(PURPOSE),
  subject: undefined,
  user: undefined,
});

/** For lines about denied requests, which do not occur here. */
export const createRecognize: typeof Real.createRecognize = () => () => Promise.resolve(null);

export const rejectEveryToken: typeof Real.rejectEveryToken = () =>
  Promise.reject(new Error('Tokens are not checked here'));
