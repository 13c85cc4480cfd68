import { parseIntoClientConfig } from 'pg-connection-string';
import { isLoopback } from '../../../core/http/loopback.ts';

/**
 * Whether what is sent to this address is encrypted, or stays on this machine. The mode of TLS in the entry of a
 * database overrides that of its address.
 */
export function isPrivateAddress(url: string, tlsMode?: string): boolean {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return isLoopback(hostname);
  // The query of an address of PostgreSQL may name another host, or a socket.
  const { ssl, host } = parseIntoClientConfig(url);
  const isEncrypted = tlsMode === undefined ? Boolean(ssl) : tlsMode !== 'disable';
  return isEncrypted || host === undefined || host.startsWith('/') || isLoopback(host);
}
