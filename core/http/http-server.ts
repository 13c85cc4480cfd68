/** An HTTP server, with TLS where a certificate is configured. */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { isIPv6, type AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { followFiles } from '../config/follow-files.ts';
import { ConfigError } from '../config/read-config.ts';
import { assertPrivateFile } from '../keys/private-file.ts';

/** Where a process listens. */
export interface Listen {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: TlsFiles | undefined;
}

/** Files in PEM, read again when one of them changes. */
export interface TlsFiles {
  /** The certificate, followed by those of the authorities between it and a root. */
  readonly certificate: string;
  readonly key: string;
}

const TLS_VERSION_MIN = 'TLSv1.2';

/** Throws `ConfigError` when the certificate and its key cannot be used. */
export function createHttpServer(
  options: ServerOptions,
  tls: TlsFiles | undefined,
  listener: RequestListener,
): Server | TlsServer {
  if (tls === undefined) return createServer(options, listener);
  assertPrivateFile(tls.key);
  const minVersion = TLS_VERSION_MIN;
  const server = createTlsServer({ ...options, minVersion, ...readTls(tls) }, listener);
  const unfollow = followFiles([tls.certificate, tls.key], () =>
    server.setSecureContext({ minVersion, ...readTls(tls) }),
  );
  return server.once('close', unfollow);
}

/** The address of a server that listens, without a path. */
export function urlOf(server: Server | TlsServer, host: string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port, not a pipe
  const { port } = server.address() as AddressInfo;
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function readTls({ certificate, key }: TlsFiles) {
  try {
    const read = { cert: readFileSync(certificate), key: readFileSync(key) };
    // Throws when they do not belong together, before the server has them.
    createSecureContext(read);
    return read;
  } catch (error) {
    const message = `Cannot use the certificate "${certificate}" with the key "${key}": expected PEM files that belong together`;
    throw new ConfigError(message, { cause: error });
  }
}
