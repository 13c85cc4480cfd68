/** The thread of `table-reader.ts`: reads the files that it is sent, one at a time. */
import { parentPort } from 'node:worker_threads';
import { readTables } from './read-tables.ts';
import { THREAD_READY, type ReadReply, type ReadRequest } from './table-reader.ts';

parentPort?.on('message', (request: ReadRequest) => {
  const reply = replyTo(request);
  parentPort?.postMessage(reply, reply.json ? [reply.json.buffer] : []);
});

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(THREAD_READY);

function replyTo({ bytes, wanted }: ReadRequest): ReadReply {
  try {
    const { buffer, byteOffset, byteLength } = bytes;
    const tables = readTables(Buffer.from(buffer, byteOffset, byteLength), wanted);
    // Memory of its own, which can be moved to the other thread.
    return { json: new TextEncoder().encode(JSON.stringify(tables)) };
  } catch (error) {
    // The name alone, because a message may quote the file.
    return { errorName: error instanceof Error ? error.name : 'unknown' };
  }
}
