import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Bounds } from '../limits/bounds.ts';
import { tooLarge } from '../limits/too-large.ts';

/** Reads a body up to its limit. Throws `TOO_LARGE` as soon as it is exceeded. */
export function readBody(
  request: IncomingMessage,
  bounds: Pick<Bounds, 'bodyBytes'>,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > bounds.bodyBytes) return Promise.reject(bodyTooLarge(bounds, announced));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bounds.bodyBytes) chunks.push(chunk);
      else reject(bodyTooLarge(bounds, 'more'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    // Also emitted after every complete body, for which an error with its stack would be made in vain.
    const onClose = () => {
      if (!request.complete) reject(cutOff());
    };
    request.on('error', onClose);
    request.on('close', onClose);
  });
}

const bodyTooLarge = (bounds: Pick<Bounds, 'bodyBytes'>, found: number | 'more'): GatewayError =>
  tooLarge('bodyBytes', bounds, found, 413);

const cutOff = (): GatewayError => new GatewayError('BAD_REQUEST', 'Body is not complete');

const DRAIN_BYTES_MAX = 16 * 1024 * 1024;
const DRAIN_MS = 2_000;

/**
 * Reads and discards what a client is still sending after its response. Closing at once would reset the
 * connection, and the client could not read the error.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(resolve, DRAIN_MS);
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > DRAIN_BYTES_MAX) finish();
    });
    request.on('end', finish);
    request.on('close', finish);
    request.on('error', finish);
    request.resume();
  });
}
