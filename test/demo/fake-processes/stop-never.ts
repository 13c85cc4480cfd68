/** A process of which stopping never ends, so that the limit on its time ends it. */
import { createServer } from 'node:net';
import { sendHeartbeats } from '../../../core/process/heartbeat.ts';
import { handleProcessEnd } from '../../../core/process/process-end.ts';

const EXIT_MS = 1_500;

const end = handleProcessEnd(EXIT_MS);
// It keeps the process alive.
createServer().listen(0, '127.0.0.1');
end.stopWith(() => {
  console.error('stopping');
  return new Promise(() => {});
});
process.send?.({ ready: true });
sendHeartbeats();
