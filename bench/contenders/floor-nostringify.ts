/** Floor B: the calls, parsed, and an answer that lies ready as text. */
import { startReplay } from './replay.ts';

startReplay((response) => {
  const text = JSON.stringify(response);
  return () => text;
});
