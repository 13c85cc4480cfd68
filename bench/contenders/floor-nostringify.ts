/** Floor B: the subgraph calls, parsed, and a response that is already serialized. */
import { startReplay } from './replay.ts';

startReplay((response) => {
  const text = JSON.stringify(response);
  return () => text;
});
