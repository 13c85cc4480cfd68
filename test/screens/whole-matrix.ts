/** Every page in every state and language, in all views. `pairwise.test.ts` has the choice that `npm test` runs. */
import { VIEWS, VISITS } from './cases.ts';
import { lookAt } from './look-at.ts';

lookAt(VISITS.map((visit) => ({ ...visit, views: VIEWS })));
