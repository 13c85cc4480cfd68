/** The other side of `table-reader.ts`: reads the files it is sent, one at a time. */
import { parentPort } from 'node:worker_threads';
import { readTables } from './read-tables.ts';
import { THREAD_READY, type ReadReply, type ReadRequest } from './table-reader.ts';

// Loading it takes longer than most files, and is not to count as theirs.
await import('@e965/xlsx');

parentPort?.on('message', (request: ReadRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void reply(request).then((message) => parentPort?.postMessage(message));
});

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(THREAD_READY);

async function reply({ bytes, wanted }: ReadRequest): Promise<ReadReply> {
  try {
    const { buffer, byteOffset, byteLength } = bytes;
    return { tables: await readTables(Buffer.from(buffer, byteOffset, byteLength), wanted) };
  } catch (error) {
    // Only what kind of error it is: its message may quote the file.
    return { refusal: error instanceof Error ? error.name : 'unknown' };
  }
}
