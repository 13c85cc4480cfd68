/** Published files of a subgraph, for the gateway: streamed, so that their size takes no memory. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { fileRequest } from '../../../core/federation/published-files.ts';
import type { OpenedFile } from '../subgraph/open-file.ts';
import { parseJson } from '../turns/parse-json.ts';

/** A request for a file, as it came over HTTP. */
export interface SubgraphFileRequest {
  readonly body: Buffer;
  /** The value of `x-llo-context`. */
  readonly context: string | undefined;
  readonly digest: string;
}

/** Rejects with `InvalidContextError`. */
export type FindFile = (
  request: SubgraphFileRequest,
) => Promise<OpenedFile | 'denied' | 'unknown' | 'unreadable'>;

/** The name in the body of a request; null where it is no such request. */
export async function fileNameIn(body: Buffer): Promise<string | null> {
  const { success, data } = fileRequest.safeParse(await parseJson(body));
  return success ? data.file : null;
}

/** Sends the file and closes it, also when the client goes away. */
export async function sendFile(
  response: ServerResponse,
  { handle, bytes, hash }: OpenedFile,
): Promise<void> {
  try {
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': bytes,
      'cache-control': 'no-store',
      etag: `"${hash}"`,
    });
    if (bytes === 0) return void response.end();
    // A file that grows is read no further than it was.
    await pipeline(handle.createReadStream({ end: bytes - 1, autoClose: false }), response);
  } finally {
    await handle.close();
  }
}
