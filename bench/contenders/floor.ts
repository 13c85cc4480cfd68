/** Floor A: the subgraph calls, parsed, and one `JSON.stringify` of the response. */
import { startReplay } from './replay.ts';

startReplay((response) => () => JSON.stringify(response));
