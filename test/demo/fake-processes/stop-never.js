/** A process of which stopping never ends, so that the limit on its time ends it. */
import { createServer } from 'node:net';
import process from 'node:process';
import { load } from './load-compiled.js';

const { sendHeartbeats } = await load('core/process/heartbeat');
const { handleProcessEnd } = await load('core/process/process-end');

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
