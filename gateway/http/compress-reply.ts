import type { IncomingHttpHeaders } from 'node:http';
import { chooseCoding, compress, type Coding } from '../../core/http/compression.ts';
import { withVary, type Reply } from './http-response.ts';

/** A shorter body fits in one packet, and would become little shorter. */
const COMPRESS_FROM_BYTES = 1_400;
const COMPRESSIBLE = /^(?:text\/|application\/(?:graphql-response\+)?json\b|image\/svg\+xml)/;
/** Bytes that are being compressed at a time; the log on disk needs the same threads. Others are sent as they are. */
const UNDER_WAY_BYTES_MAX = 4 * 1024 * 1024;

let underWayBytes = 0;
/** The compressed bodies of files, which are the same for every client. */
const compressedFiles = new WeakMap<Buffer, Map<Coding, Promise<Buffer>>>();

/**
 * Compresses a reply as the client accepts it. A response to a token is sent as it is: with chosen aliases and
 * variables in a compressed response, its length would tell what else is in it (BREACH).
 */
export async function compressReply(reply: Reply, headers: IncomingHttpHeaders): Promise<Reply> {
  const { body, isFile = false } = reply;
  if (body.length < COMPRESS_FROM_BYTES || headers.authorization !== undefined) return reply;
  if (!COMPRESSIBLE.test(String(reply.headers['content-type']))) return reply;
  const varied = withVary(reply, 'accept-encoding');
  const coding = chooseCoding(headers['accept-encoding']);
  if (coding === null) return varied;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const compressed = isFile ? await fileIn(coding, bytes) : await compressNow(bytes, coding);
  if (compressed === null || compressed.length >= bytes.length) return varied;
  return {
    ...varied,
    headers: { ...varied.headers, 'content-encoding': coding },
    body: compressed,
  };
}

/** Null while enough is being compressed already. */
async function compressNow(body: Buffer, coding: Coding): Promise<Buffer | null> {
  if (underWayBytes > 0 && underWayBytes + body.length > UNDER_WAY_BYTES_MAX) return null;
  underWayBytes += body.length;
  try {
    return await compress(body, coding);
  } finally {
    underWayBytes -= body.length;
  }
}

function fileIn(coding: Coding, file: Buffer): Promise<Buffer> {
  const codings = compressedFiles.get(file) ?? new Map<Coding, Promise<Buffer>>();
  compressedFiles.set(file, codings);
  const compressed = codings.get(coding) ?? compress(file, coding);
  codings.set(coding, compressed);
  return compressed;
}
