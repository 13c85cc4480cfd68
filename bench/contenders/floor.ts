/** Floor A: the calls, parsed, and one `JSON.stringify` of the answer. */
import { startReplay } from './replay.ts';

startReplay((response) => () => JSON.stringify(response));
