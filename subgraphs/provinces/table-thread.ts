/** The thread of `table-reader.ts`: reads the files that it is sent, one at a time. */
import { parentPort } from 'node:worker_threads';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { readTables } from './read-tables.ts';
import { THREAD_READY, type ReadReply, type ReadRequest } from './table-reader.ts';

parentPort?.on('message', (request: ReadRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(reply(request));
});

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(THREAD_READY);

function reply({ file, wanted }: ReadRequest): ReadReply {
  try {
    const { buffer, byteOffset, byteLength } = file.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    return { tables: readTables({ ...file, bytes }, wanted) };
  } catch (error) {
    const { reason, fields } = error instanceof PartnerFault ? error.detail : {};
    // The name alone, because a message may quote the file.
    return { errorName: error instanceof Error ? error.name : 'unknown', reason, fields };
  }
}
