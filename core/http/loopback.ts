import { BlockList, isIPv4, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether traffic to this host stays on the machine. Other names than `localhost` (RFC 6761, 6.3) may come to
 * mean another machine, and so are not.
 */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  // Each request asks this of an address; a list takes twenty times as long.
  if (isIPv4(address)) return address.startsWith('127.');
  return isIPv6(address) ? LOOPBACK.check(address, 'ipv6') : address.toLowerCase() === 'localhost';
}
