/** Floor B: the calls, parsed, and an answer that lies ready as text. */
import { startReplay } from './replay.ts';

startReplay((answer) => {
  const text = JSON.stringify(answer);
  return () => text;
});
