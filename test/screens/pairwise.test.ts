/** Every page in a browser: each pair of two values of page, state, language, colours and width. */
import { pairwise } from './cases.ts';
import { lookAt } from './look-at.ts';

lookAt(pairwise());
